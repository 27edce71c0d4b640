// SPDX-License-Identifier: GPL-3.0-or-later
// Reads an exported chat with whatsapp-chat-parser and prints it as JSON.
// usage: node parse-chat.mjs FOLDER_OF_PACKAGES FILE days-first|months-first
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const [folder, file, order] = process.argv.slice(2);
const { parseString } = createRequire(`${folder}/package.json`)('whatsapp-chat-parser');

const two = (value) => String(value).padStart(2, '0');
const local = (date) =>
  `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}` +
  `T${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;

const messages = parseString(readFileSync(file, 'utf8'), { daysFirst: order === 'days-first' });
process.stdout.write(
  JSON.stringify(
    messages.map(({ date, author, message }) => ({ date: local(date), author: author ?? '', message })),
  ),
);
