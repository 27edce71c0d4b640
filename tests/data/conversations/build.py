#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Turns the compact notation of a conversation set into conversations (JSONL).

   python3 build.py SET.txt > SET.jsonl

= ID LANG COMPANY | AGENT NAME | CUSTOMER NAME | PHONE | consent or noconsent | 2026-10-05T09:12:00-03:00
c +0 text            customer, seconds after the message before (or +0; 90s, 5m, 2h, 3d also work)
a +25 text           agent;  A = automatic message of a bot or greeting
a:document +20 text  another type: image audio document contact location sticker edited deleted auto
                     edited:  text || earlier text      deleted:  (empty) || captured text
! R-01               label(s) of the message above, separated by spaces
# remark
A literal line break inside a text is written \\n.
"""
import json, re, sys
from datetime import datetime, timedelta

def seconds(s):
    n, u = re.fullmatch(r'\+?(\d+)([smhd]?)', s).groups()
    return int(n) * {'': 1, 's': 1, 'm': 60, 'h': 3600, 'd': 86400}[u]

out, conv, at = [], None, None
for number, line in enumerate(open(sys.argv[1], encoding='utf-8'), 1):
    line = line.rstrip('\n')
    try:
        if not line.strip() or line.startswith('#'):
            continue
        if line.startswith('='):
            head, agent, customer, phone, consent, start = [x.strip() for x in line[1:].split('|')]
            ident, lang, company = head.split()
            assert consent in ('consent', 'noconsent')
            at = datetime.fromisoformat(start)
            conv = {'id': ident, 'lang': lang, 'company': company, 'agent': agent, 'agent_id': 'ag-' + re.sub(r'\W+', '-', agent.lower()),
                    'customer': customer, 'customer_phone': phone, 'consent': consent == 'consent', 'started_at': start, 'messages': [], 'labels': []}
            out.append(conv)
        elif line.startswith('!'):
            for rule in line[1:].split():
                assert re.fullmatch(r'R-\d\d[a-z]?', rule), rule
                conv['labels'].append({'rule': rule, 'message': len(conv['messages']) - 1})
        else:
            who, delay, *rest = line.split(' ', 2)
            text = rest[0] if rest else ''
            kind = who[2:] if ':' in who else ('auto' if who == 'A' else 'text')
            at += timedelta(seconds=seconds(delay))
            m = {'n': len(conv['messages']), 'from': {'a': 'agent', 'A': 'agent', 'c': 'customer', 's': 'system'}[who[0]], 'at': at.isoformat(), 'type': kind}
            text, _, earlier = text.partition('||')
            m['text'] = text.strip().replace('\\n', '\n')
            if kind == 'edited': m['edited_from'] = [earlier.strip()]
            if kind == 'deleted': m['captured_text'] = earlier.strip()
            conv['messages'].append(m)
    except Exception as e:
        sys.exit(f'{sys.argv[1]}:{number}: {e}: {line}')
for c in out:
    print(json.dumps(c, ensure_ascii=False))
labels = sum(len(c['labels']) for c in out)
clean = sum(not c['labels'] for c in out)
print(f'{len(out)} conversations, {clean} clean, {labels} labels, {sum(len(c["messages"]) for c in out)} messages', file=sys.stderr)
