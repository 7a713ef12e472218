"""The real SQLFluff behind Lintel's JSON-lines protocol: one request a line in, one answer a line out.

SQL, templates and configuration come from users: settings that would load code or files are
removed from every configuration before SQLFluff sees it, inline directives included, and the
answer's notes say so.
"""

import collections
import json
import logging
import os
import re
import sys
import tempfile

LEAST_MAJOR = 4
PATH_KEYS = {
    "library_path",
    "loader_search_path",
    "load_macros_from_path",
    "exclude_macros_from_path",
}
# Words that begin a clause, a query or a statement; no rule takes one of these out.
CLAUSES = set(
    "SELECT FROM GROUP HAVING ORDER LIMIT OFFSET FETCH WINDOW QUALIFY RETURNING UNION INTERSECT "
    "EXCEPT VALUES SET INSERT UPDATE DELETE MERGE INTO FOR".split()
)
SECTIONS = ("core", "rules", "templater", "indentation", "layout")
TAGS = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
UNSAFE_TEMPLATERS = {"python", "dbt", "sqlmesh"}

answers = sys.stdout
sys.stdout = sys.stderr
logging.disable(logging.CRITICAL)

try:
    import sqlfluff
    from sqlfluff.core import FluffConfig, Linter
    from sqlfluff.core.config.ini import load_ini_string
    from sqlfluff.core.config.toml import load_toml_file_config
    from sqlfluff.core.errors import SQLFluffUserError
    from sqlfluff.core.helpers.dict import nested_combine

    VERSION = sqlfluff.__version__
    FAULT = (
        None
        if int(VERSION.split(".")[0]) >= LEAST_MAJOR
        else f"SQLFluff {VERSION} is too old: version {LEAST_MAJOR} or newer is needed"
    )
except ImportError as error:
    VERSION = None
    # Callers may read this: neither where this Python is, nor where modules lie.
    FAULT = (
        f"SQLFluff {LEAST_MAJOR} or newer is not installed for SQLFLUFF_PYTHON: "
        f"there is no module {error.name or 'sqlfluff'}"
    )


class Refused(Exception):
    """A request that is answered with an error of the protocol."""

    def __init__(self, code, field, message):
        super().__init__(message)
        self.code = code
        self.field = field


def is_unsafe(path, value):
    """Whether a setting would load code or files; `path` is its keys from the root."""
    if path[-1] in PATH_KEYS:
        return True
    if path[0] == "templater" and path[-1].endswith(("_path", "_dir")):
        # What a template is given as its context is plain data under any name.
        return "context" not in path
    if path[0] == "templater" and len(path) > 1 and path[1] in UNSAFE_TEMPLATERS:
        return True
    return path == ("core", "templater") and str(value).strip().lower() in UNSAFE_TEMPLATERS


def strip(config, notes, where, path=()):
    """A copy of a nested configuration without its unsafe settings."""
    kept = {}
    for key, value in config.items():
        here = (*path, str(key).strip().lower())
        if isinstance(value, dict):
            kept[key] = strip(value, notes, where, here)
        elif is_unsafe(here, value):
            notes.append(f"the setting {'.'.join(here)} was removed from {where}")
        else:
            kept[key] = value
    return kept


if FAULT is None:

    class SafeConfig(FluffConfig):
        """A configuration that inline directives cannot make unsafe."""

        notes = None

        def process_inline_config(self, config_line, fname):
            words = config_line.lstrip("-").strip().split(":")[1:]
            keys = [w.strip().lower() for w in words[:-1]]
            path = tuple(keys) if len(keys) > 1 else ("core", *keys)
            # A Windows path holds a colon, so a key may stand before the last but one as well.
            unsafe = keys and is_unsafe(path, words[-1])
            if unsafe or PATH_KEYS.intersection(w.strip().lower() for w in words):
                self.notes.append(f"the setting {'.'.join(path)} was removed from a directive in the SQL")
                return
            super().process_inline_config(config_line, fname)


def read_config_file(entry):
    """One configuration file of the request as a nested mapping."""
    path, text = entry["path"], entry["text"]
    try:
        if os.path.basename(path) != "pyproject.toml":
            return load_ini_string(text)
        with tempfile.TemporaryDirectory() as folder:
            copy = os.path.join(folder, "pyproject.toml")
            with open(copy, "w", encoding="utf-8") as file:
                file.write(text)
            return load_toml_file_config(copy)
    except Exception as error:  # noqa: BLE001 - whatever a parser raises is the file's fault
        raise Refused("invalid_config", path, f"{path} cannot be read: {error}") from error


def configure(query, notes):
    """The configuration of a request: its files, outermost first, then its own settings."""
    layers = [
        strip(read_config_file(entry), notes, entry["path"])
        for entry in query.get("config_files") or []
    ]
    if query.get("configs"):
        # `strict` asks the native engine to refuse settings that it does not have.
        own = {key: value for key, value in query["configs"].items() if key != "strict"}
        layers.append(strip(own, notes, "the request's configuration"))
    overrides = {}
    for field, key in (("dialect", "dialect"), ("rules", "rules"), ("exclude_rules", "exclude_rules")):
        value = query.get(field)
        if value:
            overrides[key] = value if isinstance(value, str) else ",".join(value)
    for layer in layers:
        for section in SECTIONS:
            if not isinstance(layer.get(section, {}), dict):
                raise Refused("invalid_config", "config", f"{section} is a section and takes settings")
    merged = nested_combine(*layers) if layers else None
    if "dialect" not in overrides and not ((merged or {}).get("core") or {}).get("dialect"):
        overrides["dialect"] = "ansi"
    try:
        config = SafeConfig(configs=merged, overrides=overrides)
    except SQLFluffUserError as error:
        code = "unknown_dialect" if "dialect" in str(error).lower() else "invalid_config"
        raise Refused(code, "dialect" if code == "unknown_dialect" else "config", str(error)) from error
    except KeyError as error:
        # dialect_selector raises a bare KeyError for a name it does not know.
        raise Refused("unknown_dialect", "dialect", "SQLFluff has no such dialect") from error
    except (AssertionError, ValueError) as error:
        reason = str(error) or "a setting has a value that is none of its kind"
        raise Refused("invalid_config", "config", f"the configuration is not valid: {reason}") from error
    config.notes = notes
    return config


def edit(fix):
    """One fix of SQLFluff as a replacement of a stretch of the source."""
    line, column = fix["start_line_no"], fix["start_line_pos"]
    return {
        "line": line,
        "column": column,
        "end_line": fix.get("end_line_no") or line,
        "end_column": fix.get("end_line_pos") or column,
        "text": fix.get("edit") or "",
    }


def violation(found):
    """One violation as the protocol has it; positions are 1-based, in code points."""
    d = found.to_dict()
    line, column = d["start_line_no"], d["start_line_pos"]
    return {
        "code": d["code"],
        "name": d.get("name") or "",
        "line": line,
        "pos": column,
        "column": column,
        "end_line": d.get("end_line_no") or line,
        "end_column": d.get("end_line_pos") or column,
        "description": d["description"],
        "severity": "warning" if d.get("warning") else "error",
        "edits": [edit(f) for f in d.get("fixes") or []],
    }


def statements(tree):
    """How many statements a tree has, and how many of them were parsed whole.

    Text that gave no tree counts as one statement that was not: nothing of it was read.
    """
    if tree is None:
        return {"total": 1, "parsed": 0}
    total = parsed = 0
    for child in tree.segments:
        if child.is_type("statement", "unparsable", "batch"):
            total += 1
            parsed += not any(True for _ in child.recursive_crawl("unparsable"))
    return {"total": total, "parsed": parsed}


def outcome(violations, counts):
    if any(v["code"] in ("PRS", "LXR", "TMP") for v in violations):
        return "partly_parsed"
    if counts["parsed"] < counts["total"]:
        return "partly_parsed"
    return "findings" if violations else "clean"


def kept(text, tree):
    """What no fix may lose, by how often it is there: comments, words that begin a clause, tags."""
    found = collections.Counter(re.sub(r"\s+", "", tag) for tag in TAGS.findall(text))
    for leaf in tree.raw_segments:
        if leaf.is_type("comment"):
            found[" ".join(leaf.raw.split())] += 1
        elif leaf.raw.upper() in CLAUSES and leaf.is_type("keyword"):
            found[leaf.raw.upper()] += 1
    return found


def unread(linted):
    """How much of a text was not read: parts that do not parse, lex or render."""
    faults = sum(v["code"] in ("PRS", "LXR", "TMP") for v in map(violation, linted.get_violations()))
    return float("inf") if linted.tree is None else faults


def fault_of(linter, config, before, text):
    """What is wrong with a text as a fix of another one, in words; None where nothing is."""
    after = linter.lint_string(text, fname="<string>", config=config)
    if unread(after) > unread(before["linted"]):
        return "would break the SQL"
    lost = kept(before["text"], before["linted"].tree) - kept(text, after.tree)
    return f"would lose {json.dumps(next(iter(lost)))}" if lost else None


def fixed_by(linter, config, text):
    linted = linter.lint_string(text, fname="<string>", fix=True, config=config)
    return linted.fix_string()[0] if linted.tree else text


def fix(query, linter, config, linted, notes):
    """The text after fixing: never beside what is not read, and never with less than `kept` counts.

    Where all fixes together lose something, each rule's are made by themselves, and those that lose
    something are left out and named.
    """
    sql = query["sql"]
    if unread(linted) > 0 and not config.get("fix_even_unparsable"):
        codes = {v["code"] for v in map(violation, linted.get_violations())}
        part = "its template does not render" if "TMP" in codes else "a part of it does not parse"
        notes.append(
            f"Nothing was fixed, because {part}; fix_even_unparsable = True fixes the rest."
        )
        return sql
    if linted.tree is None:
        return sql
    before = {"text": sql, "linted": linted}
    text = fixed_by(linter, config, sql)
    if text == sql or fault_of(linter, config, before, text) is None:
        return text
    text = sql
    for code in dict.fromkeys(v["code"] for v in map(violation, linted.get_violations())):
        own = configure({**query, "rules": [code]}, [])
        changed = fixed_by(Linter(config=own), own, text)
        if changed == text:
            continue
        now = {"text": text, "linted": linter.lint_string(text, fname="<string>", config=config)}
        fault = fault_of(linter, config, now, changed)
        if fault is None:
            text = changed
        else:
            notes.append(f"Fixes of {code} {fault} and were not made.")
    return text


def lint(query):
    notes = []
    config = configure(query, notes)
    linter = Linter(config=config)
    linted = linter.lint_string(query["sql"], fname=query.get("file") or "<string>", config=config)
    violations = [violation(v) for v in linted.get_violations()]
    counts = statements(linted.tree)
    fixed = fix(query, linter, config, linted, notes) if query.get("fix") else None
    return {
        "violations": violations,
        "fixed": fixed,
        "dialect": config.get("dialect"),
        "engine": {"name": "sqlfluff", "version": VERSION},
        "statements": counts,
        "rules_run": [rule.code for rule in linter.get_rulepack(config=config).rules],
        "rules_missing": [],
        "outcome": outcome(violations, counts),
        "notes": list(dict.fromkeys(notes)),
    }


def answer(line):
    query = {}
    try:
        query = json.loads(line)
        if FAULT is not None:
            body = {"error": FAULT, "code": "engine_unavailable"}
        elif query.get("op") == "version":
            body = {"engine": {"name": "sqlfluff", "version": VERSION}}
        else:
            body = lint(query)
    except Refused as error:
        body = {"error": str(error), "code": error.code, "field": error.field}
    except MemoryError:
        body = {"error": "linting took more memory than its process may have", "code": "memory_limit"}
    except SQLFluffUserError as error:
        body = {"error": str(error), "code": "invalid_config", "field": "config"}
    except Exception as error:  # noqa: BLE001 - every failure is answered, none ends the process
        body = {"error": f"{type(error).__name__}: {error}", "code": "engine_failed"}
    return json.dumps({"id": query.get("id"), **body})


def main():
    for line in sys.stdin:
        answers.write(answer(line) + "\n")
        answers.flush()


main()
os._exit(0)
