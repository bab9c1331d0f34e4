// The HTML subset of messages (<b>, <i>, newlines, everything else escaped), as DOM nodes and as plain words.

const NAMED = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: "\u00a0" };
const TOKEN = /<(\/?)([bi])>|&(#x?[0-9a-f]+|[a-z]+);/gi;

function character(entity) {
  if (!entity.startsWith("#")) return NAMED[entity.toLowerCase()];
  const code = /^#x/i.test(entity) ? parseInt(entity.slice(2), 16) : parseInt(entity.slice(1), 10);
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
}

// Any other tag stays the text that it is: nothing is ever handed to the browser's own parser.
export function nodes(text) {
  const root = document.createDocumentFragment();
  const open = [root];
  let from = 0;
  for (const token of text.matchAll(TOKEN)) {
    const inner = open.at(-1);
    inner.append(text.slice(from, token.index));
    from = token.index + token[0].length;
    const [whole, closing, tag, entity] = token;
    if (entity) inner.append(character(entity) ?? whole);
    else if (!closing) open.push(inner.appendChild(document.createElement(tag.toLowerCase())));
    else if (inner.nodeName.toLowerCase() === tag.toLowerCase()) open.pop();
  }
  open.at(-1).append(text.slice(from));
  return root;
}

// Addresses of this very page become links; everything else stays words.
export function withLinks(fragment) {
  const own = new RegExp(`${location.origin.replaceAll(".", "\\.")}\\S*`);
  for (const node of [...fragment.childNodes].filter((child) => child.nodeType === Node.TEXT_NODE)) {
    const found = own.exec(node.data);
    if (!found) continue;
    const rest = node.splitText(found.index);
    rest.splitText(found[0].length);
    const link = document.createElement("a");
    link.href = found[0];
    link.target = "_blank";
    link.textContent = found[0];
    rest.replaceWith(link);
  }
  return fragment;
}

export function words(text) {
  return nodes(text).textContent;
}
