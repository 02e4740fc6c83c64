"""Importers: what partners already keep elsewhere becomes records for an editor to check.

`ics` reads a calendar, `expansion` says when everything in it takes place, `wording` and
`places` take over what may stand in a file of ours, `rhythm` and `draft` make a record of it,
`known` compares with what is there, `calendar` does it all and writes, `told` reports.
"""
