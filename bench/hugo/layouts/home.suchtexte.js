{{- $summaries := slice }}{{ $texts := slice -}}
{{- range (where site.RegularPages "Section" "angebote").ByTitle -}}
{{- $summaries = $summaries | append .Params.kurz -}}
{{- $texts = $texts | append (delimit (uniq (findRE `\pL{5,}` .Plain)) " ") -}}
{{- end -}}
(window.gemeinsam = window.gemeinsam || {}).texts = {{ dict "summaries" (delimit $summaries "\n") "words" (delimit $texts "\n") | jsonify }};
