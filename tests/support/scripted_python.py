#!/usr/bin/env python3
"""A lint process for whole-service tests, in place of the Python that has SQLFluff.

It speaks the protocol of src/sqlfluff/worker.py and does what the SQL says. A line may hold one
command behind `-- do:`
    sleep MS | spin | hang | crash | eat | make FILE | wait FILE
and every line with the word `fault` is an error of LT01.
"""

import json
import os
import signal
import sys
import time


def execute(command):
    word, _, argument = command.strip().partition(" ")
    if word == "sleep":
        time.sleep(int(argument) / 1000)
    elif word == "spin":
        while True:
            pass
    elif word == "hang":
        while True:
            time.sleep(60)
    elif word == "crash":
        os._exit(70)
    elif word == "eat":
        kept = []
        while True:
            kept.append(bytearray(8_000_000))
    elif word == "make":
        with open(argument, "w", encoding="utf-8"):
            pass
    elif word == "wait":
        while not os.path.exists(argument):
            time.sleep(0.01)


def lint(sql):
    violations = []
    for number, line in enumerate(sql.split("\n"), 1):
        _, found, command = line.partition("-- do:")
        if found:
            execute(command)
        at = line.find("fault") + 1
        if at > 0:
            violations.append({
                "code": "LT01",
                "name": "layout.spacing",
                "line": number,
                "column": at,
                "end_line": number,
                "end_column": at + 5,
                "description": "a fault",
                "severity": "error",
            })
    return violations


# What a failing test leaves behind ends by itself.
signal.alarm(180)

for request in map(json.loads, sys.stdin):
    body = {"id": request["id"], "engine": {"name": "sqlfluff", "version": "4.0.0"}}
    if request.get("op") != "version":
        body["violations"] = lint(request["sql"])
        body["outcome"] = "findings" if body["violations"] else "clean"
        body["dialect"] = request.get("dialect") or "ansi"
        body.update(rules_run=["LT01"], rules_missing=[], notes=[])
        body["statements"] = {"total": 1, "parsed": 1}
    print(json.dumps(body), flush=True)
