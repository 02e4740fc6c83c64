{# Offers for the visitor's own list: the lines of their pages as plain text. #}
{% from "components/contact.html" import first_step, spoken %}
{% from "components/dates.html" import times %}
{% from "components/place.html" import where %}
{% from "components/standing.html" import overdue_note, standing_line %}
{% macro whose(contact, line, title) %}
{{ [contact.owner if contact.owner != title else "", contact.role, line.note, contact.hours] | select | unique | join(", ") }}
{%- endmacro %}
gemeinsam.merkzettel[{{ view.number }}] = [
{% for offer in view.offers %}
{% set phones = namespace(lines=[], numbers=[]) %}
{% for contact in offer.contacts %}
{% for line in contact.phones if line.href not in phones.numbers %}
{% set phones.numbers = phones.numbers + [line.href] %}
{% set phones.lines = phones.lines + [[line.display, line.href, whose(contact, line, offer.title) | plain]] %}
{% endfor %}
{% endfor %}
{{ {
  "id": offer.id,
  "url": offer.url,
  "titel": offer.title,
  "text": offer.summary,
  "wann": times(offer.times) | lines,
  "wo": where(offer) | lines | map("first") | list,
  "telefon": phones.lines,
  "schritt": offer.next_steps[:1] if offer.next_steps else [] if offer.ask.href in phones.numbers else first_step(offer.ask, offer.mode) | lines | map("first") | list,
  "sagen": spoken(offer.title, offer.sentence) | plain,
  "stand": (standing_line(offer.standing) ~ overdue_note(offer.standing)) | lines | map("first") | list,
  "geprueft": offer.standing.is_verified and not offer.standing.overdue,
  "qr": (frame.base_url ~ offer.url) | dots if frame.base_url else "",
} | tojson }},
{% endfor %}
];
