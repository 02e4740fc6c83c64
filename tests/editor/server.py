"""The YAML language server that editors' programs run, spoken to as such a program does.

It is started on the Node that Playwright brings, knows the project's schemas and asks nothing
over the network.
"""

import json
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from playwright._impl._driver import compute_driver_executable

ROOT = Path(__file__).parents[2]
PROGRAM = ROOT.joinpath(
    *("tests", "browser", "node_modules", "yaml-language-server", "bin", "yaml-language-server")
)

Message = dict[str, Any]


@dataclass(frozen=True)
class Mark:
    """What the server marks: the line counted from 1, and its words."""

    line: int
    message: str


class LanguageServer:
    """A running server; leave the `with` block to end it."""

    def __init__(self, project: Path, settings: Mapping[str, Any]) -> None:
        """Start it for a project with the settings of `.vscode/settings.json`."""
        self._project = project
        self._settings = _nested(project, settings)
        self._marks: dict[str, list[Message]] = {}
        self._answers: dict[int, Any] = {}
        self._count = 0

    def __enter__(self) -> Self:
        node, _ = compute_driver_executable()
        self._process = subprocess.Popen(
            [node, str(PROGRAM), "--stdio"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        root = self._project.as_uri()
        self._ask(
            "initialize",
            locale="de",
            processId=None,
            rootUri=root,
            workspaceFolders=[{"uri": root, "name": "project"}],
            capabilities={
                "workspace": {"configuration": True, "workspaceFolders": True},
                "textDocument": {
                    "completion": {"completionItem": {"documentationFormat": ["markdown"]}},
                    "hover": {"contentFormat": ["markdown"]},
                },
            },
        )
        self._send({"method": "initialized", "params": {}})
        self._send(
            {"method": "workspace/didChangeConfiguration", "params": {"settings": self._settings}}
        )
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        self._process.kill()
        self._process.communicate()

    def open(self, path: str, text: str) -> str:
        """Show the server a file of the project; its address."""
        # What is said about a file comes late; in a folder of its own none is taken for another.
        self._count += 1
        uri = f"{self._project.as_uri()}/{self._count}/{path}"
        document = {"uri": uri, "languageId": "yaml", "version": 1, "text": text}
        self._send({"method": "textDocument/didOpen", "params": {"textDocument": document}})
        return uri

    def marks(self, path: str, text: str) -> list[Mark]:
        """What is marked in the file, from the top."""
        uri = self.open(path, text)
        while uri not in self._marks:
            self._receive()
        found = [
            Mark(mark["range"]["start"]["line"] + 1, mark["message"])
            for mark in self._marks.pop(uri)
        ]
        return sorted(found, key=lambda mark: (mark.line, mark.message))

    def proposals(self, uri: str, line: int, column: int) -> Mapping[str, str]:
        """What may be written there, each with its explanation; all counted from 1."""
        found = self._at("textDocument/completion", uri, line, column)
        items: Sequence[Message] = found["items"] if isinstance(found, dict) else found
        return {item["label"]: _text(item.get("documentation", "")) for item in items}

    def hover(self, uri: str, line: int, column: int) -> str:
        """What is said about the word there."""
        found = self._at("textDocument/hover", uri, line, column)
        return _text(found["contents"]) if found else ""

    def _at(self, method: str, uri: str, line: int, column: int) -> Any:
        position = {"line": line - 1, "character": column - 1}
        return self._ask(method, textDocument={"uri": uri}, position=position)

    def _ask(self, method: str, **params: Any) -> Any:
        self._count += 1
        number = self._count
        self._send({"id": number, "method": method, "params": params})
        while number not in self._answers:
            self._receive()
        return self._answers.pop(number)

    def _send(self, message: Message) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self._process.stdin
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self._process.stdin.flush()

    def _receive(self) -> None:
        assert self._process.stdout
        length = 0
        while line := self._process.stdout.readline().strip():
            name, _, value = line.partition(b":")
            length = int(value) if name.lower() == b"content-length" else length
        assert length, "the server has ended"
        self._take(json.loads(self._process.stdout.read(length)))

    def _take(self, message: Message) -> None:
        method = message.get("method")
        if method is None:
            assert "error" not in message, message["error"]
            self._answers[message["id"]] = message["result"]
        elif method == "textDocument/publishDiagnostics":
            self._marks[message["params"]["uri"]] = message["params"]["diagnostics"]
        elif method == "workspace/configuration":
            wanted = [item.get("section", "") for item in message["params"]["items"]]
            answer = [self._settings.get(section) for section in wanted]
            self._send({"id": message["id"], "result": answer})
        elif "id" in message:
            self._send({"id": message["id"], "result": None})


def _nested(project: Path, settings: Mapping[str, Any]) -> Message:
    """`yaml.schemas` as the program hands it over: by section, paths as addresses."""
    yaml = {key.removeprefix("yaml."): value for key, value in settings.items()}
    yaml["schemaStore"] = {"enable": yaml.pop("schemaStore.enable")}
    yaml["schemas"] = {
        f"{project.as_uri()}/{path}": files for path, files in yaml["schemas"].items()
    }
    return {"yaml": yaml | {"validate": True, "hover": True, "completion": True}}


def _text(content: Any) -> str:
    return str(content["value"] if isinstance(content, dict) else content)
