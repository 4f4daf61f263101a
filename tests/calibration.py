#!/usr/bin/env python3
"""calibration.py PROGRAM DEV_DIR [-v] - are stated confidences true?

DEV_DIR/<set>/<id>.txt has <id>.json with the right answers (counts of
characters that are no white space). A quotation is right when it has the
right ends and, where the answers say so, the right class; headings and
furniture are right when the answers have them. Prints by stated confidence
how many decisions there are and how many are right.
"""
import collections
import glob
import json
import os
import subprocess
import sys
import unicodedata

IGNORED = set("\u200b\u2060\ufeff\u00ad\u200e\u200f")
MARKS = set("\"'“”„«»‘’‚‹›`´″〝〟「」『』《》〈〉＂＇,<>")
CLASS = {"said": "quote", "block": "quote", "term": "soCalled", "name": "title"}


def is_space(c):
    return c.isspace() or c in IGNORED or unicodedata.category(c) in ("Zs", "Zl", "Zp", "Cc")


def inspect(program, path):
    run = subprocess.run([program, "inspect", "--json", "-f", "text", path], capture_output=True, check=True)
    return json.loads(run.stdout)


def offsets(data):
    """Of each byte: how many characters before it are no white space."""
    out, n = [], 0
    for c in data.decode():
        out += [n] * len(c.encode())
        n += not is_space(c)
    return out + [n]


def decisions(tree, at):
    """(kind, class, start, end, confidence) of every node with a decision."""
    for node in tree:
        if "why" in node:
            yield (node["kind"], node.get("class"), at[node["start"]], at[node["end"]], node["why"]["confidence"])
        yield from decisions(node.get("children", []), at)


def judge_quote(gold, cls, start, end):
    """True, False, or None where the answers do not tell."""
    spans = {(q["start"], q["end"]): q for q in gold["quotes"]}
    q = spans.get((start, end))
    if q is None:
        for a, b in spans:
            inside = a <= start and end <= b
            if inside and (spans[a, b].get("optional") or not gold.get("complete", True)):
                return None
        return False
    if q.get("optional"):
        return None
    if not gold.get("classes") or cls == "q":
        return True if cls != "q" else None
    want = CLASS.get(q["cls"], q["cls"])
    return CLASS.get(cls, cls) == want or CLASS.get(cls, cls) in q.get("alt", [])


def judge(gold, kind, cls, start, end):
    scored = gold["scored"]
    if kind == "quote" and "quotes" in scored:
        return judge_quote(gold, cls, start, end)
    if kind == "heading" and "headings" in scored:
        return any(h["start"] <= start and end <= h["end"] for h in gold["headings"])
    if kind == "furniture" and "furniture" in scored:
        real = gold["furniture"] + gold.get("furniture_optional", [])
        return any(f["start"] <= start and end <= f["end"] for f in real)
    return None


def main():
    program, dev = sys.argv[1:3]
    table = collections.defaultdict(lambda: collections.defaultdict(lambda: [0, 0]))
    for path in sorted(glob.glob(os.path.join(dev, "*", "*.json"))):
        with open(path, encoding="utf8") as f:
            gold = json.load(f)
        text = path[:-5] + ".txt"
        with open(text, "rb") as f:
            at = offsets(f.read())
        for kind, cls, start, end, sure in decisions(inspect(program, text)["outline"], at):
            right = judge(gold, kind, cls, start, end)
            if right is None:
                continue
            name = kind + (" with class" if kind == "quote" and gold.get("classes") else "")
            bin_ = min(int(sure * 100 + 0.5) // 10, 9)
            for k in (name, "all"):
                table[k][bin_][0] += 1
                table[k][bin_][1] += right
            if "-v" in sys.argv and not right:
                print(gold["id"], kind, cls, start, end, sure)
    for name in sorted(table):
        for bin_ in sorted(table[name]):
            n, right = table[name][bin_]
            print("%-18s 0.%d to %.1f %6d decisions %6.1f %% right" % (name, bin_, (bin_ + 1) / 10, n, 100 * right / n))


if __name__ == "__main__":
    main()
