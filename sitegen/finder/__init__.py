"""The finder's data: by what one can choose, and what the search in the browser looks through."""
