"""The workflow files of GitLab and GitHub: data of the package in, files of a project out.

They check every proposal, attach a report and a preview, and publish after every merge and
every night. `sitegen ci` writes them; a test compares them with what it would write, so that
nobody changes one without the other.
"""

from collections.abc import Mapping
from importlib import resources

_FILES = {".gitlab-ci.yml": "gitlab.yml", ".github/workflows/seite.yml": "github.yml"}


def files() -> Mapping[str, str]:
    """The text of each file by its path relative to the project."""
    folder = resources.files(__name__)
    return {path: folder.joinpath(name).read_text("utf-8") for path, name in _FILES.items()}
