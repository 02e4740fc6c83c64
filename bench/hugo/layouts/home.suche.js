{{- /* The search's columns, the pages of the list that visitors keep, and further texts. */ -}}
{{- $offers := (where site.RegularPages "Section" "angebote").ByTitle -}}
{{- $ids := slice }}{{ $titles := slice }}{{ $words := slice }}{{ $topics := slice }}{{ $districts := slice }}{{ $facts := slice -}}
{{- range $offers -}}
{{- $ids = $ids | append .File.ContentBaseName -}}
{{- $titles = $titles | append .Title -}}
{{- $words = $words | append (delimit (.Params.suchworte | default slice) " ") -}}
{{- $topics = $topics | append (delimit (.Params.themen | default slice) " ") -}}
{{- $districts = $districts | append (delimit (.Params.stadtbezirke | default slice) " ") -}}
{{- $facts = $facts | append (printf "Geprüft am %s durch Redaktion" (time.Format "2. January 2006" .Params.geprueft_am)) -}}
{{- end -}}
(window.gemeinsam = window.gemeinsam || {}).data = {{ dict "city" "Lindenau" "ids" (delimit $ids "\n") "titles" (delimit $titles "\n") "words" (delimit $words "\n") "topics" (delimit $topics "\n") "districts" (delimit $districts "\n") "checked" (delimit $facts "\n") | jsonify }};
{{- range $number, $_ := seq (math.Ceil (div (float (len $offers)) 50)) -}}
{{- $rows := slice -}}
{{- range first 50 (after (mul $number 50) $offers) -}}
{{- $rows = $rows | append (dict "id" .File.ContentBaseName "url" .RelPermalink "titel" .Title "text" .Params.kurz "wann" .Params.wann "wo" .Params.orte "telefon" .Params.kontakt.telefon "schritt" .Params.naechste_schritte "stand" (printf "Geprüft am %s durch Redaktion" (time.Format "2. January 2006" .Params.geprueft_am)) "sagen" "Guten Tag, ich möchte gern einmal vorbeikommen. Wann passt es, und wer ist dann da?" "frei" .Params.freie_tage "qr" .Params.qr) -}}
{{- end -}}
{{- with resources.FromString (printf "assets/merkzettel/%d.js" $number) (printf "gemeinsam.merkzettel[%d] = %s;" $number (jsonify $rows)) }}{{ .Publish }}{{ end -}}
{{- end }}
{{- range $number, $_ := seq (math.Ceil (div (float (len $offers)) 250)) -}}
{{- $summaries := slice }}{{ $texts := slice -}}
{{- range first 250 (after (mul $number 250) $offers) -}}
{{- $summaries = $summaries | append .Params.kurz -}}
{{- $texts = $texts | append (delimit (uniq (findRE `\pL{5,}` .Plain)) " ") -}}
{{- end -}}
{{- with resources.FromString (printf "assets/suche/texte-%d.js" $number) (printf "(window.gemeinsam = window.gemeinsam || {}).texts[%d] = %s;" $number (dict "summaries" (delimit $summaries "\n") "words" (delimit $texts "\n") | jsonify)) }}{{ .Publish }}{{ end -}}
{{- end }}
