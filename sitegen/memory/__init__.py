"""What a build knows of earlier ones, so that it does again only what is not the same.

Of files and records it knows the answers of pure functions (`notes`), of bundles what they were
planned from and what came of them (`bundles`, `tracing`). Both can be kept beside the sources or
in the memory of a process that stays (`recollection`); the result is the same with none of it.
"""
