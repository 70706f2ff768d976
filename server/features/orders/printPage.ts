import type { Confirmation } from './print.ts'

/** The confirmation as an HTML document; its style comes from `/api/orders/print.css/`. */
export function pageOf({ company, customer, title, state, placedOn, note, lines, total }: Confirmation): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(`${title} · ${company}`)}</title>
<link rel="stylesheet" href="/api/orders/print.css/">
</head>
<body>
<main>
<header>
<p class="company">${escaped(company)}</p>
<h1>${escaped(title)}</h1>
</header>
<dl>
<div><dt>Placed on</dt><dd>${escaped(placedOn)}</dd></div>
<div><dt>State</dt><dd>${escaped(state)}</dd></div>
${customer === null ? '' : `<div><dt>Customer</dt><dd>${escaped(customer)}</dd></div>`}
</dl>
<table>
<thead><tr><th scope="col">Product</th><th scope="col" class="number">Quantity</th>${total === null ? '' : priceHeads}</tr></thead>
<tbody>
${lines.map(lineOf).join('\n')}
</tbody>
${total === null ? '' : totalOf(total)}
</table>
${note === '' ? '' : `<section><h2>Note</h2><p class="note">${escaped(note)}</p></section>`}
</main>
</body>
</html>
`
}

const priceHeads = '<th scope="col" class="number">Price</th><th scope="col" class="number">Total</th>'

function lineOf({ name, sku, quantity, unitPrice, total }: Confirmation['lines'][number]): string {
  const prices = [unitPrice, total].map(text => (text === null ? '' : `<td class="number">${escaped(text)}</td>`))
  return `<tr><td>${escaped(name)}<br><small>${escaped(sku)}</small></td><td class="number">${escaped(quantity)}</td>${prices.join('')}</tr>`
}

function totalOf(total: string): string {
  return `<tfoot><tr><th scope="row" colspan="3">Total</th><td class="number">${escaped(total)}</td></tr></tfoot>`
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, sign => `&#${sign.charCodeAt(0)};`)
}

export const styleSheet = `@page { size: A4; margin: 18mm; }
body { margin: 0; background: #fff; color: #1b1b1f; font: 15px/1.5 Archivo, system-ui, sans-serif; }
main { max-width: 46rem; margin: 0 auto; padding: 2rem 1rem; }
header { display: flex; flex-wrap: wrap; justify-content: space-between; align-items: baseline; gap: 1rem; }
h1 { margin: 0; font-size: 1.4rem; }
h2 { margin: 0; font-size: 1rem; }
.company { margin: 0; font-size: 1.4rem; font-weight: 700; overflow-wrap: anywhere; }
dl { display: flex; flex-wrap: wrap; gap: 0.5rem 2rem; margin: 1.5rem 0; }
dt { color: #55555f; font-size: 0.85rem; }
dd { margin: 0; overflow-wrap: anywhere; }
table { width: 100%; border-collapse: collapse; }
thead { display: table-header-group; }
tr { break-inside: avoid; }
th, td { padding: 0.5rem 0 0.5rem 1rem; border-bottom: 1px solid #d8d8de; text-align: left; vertical-align: top; overflow-wrap: anywhere; }
th:first-child, td:first-child { padding-left: 0; }
.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
small { color: #55555f; }
tfoot th, tfoot td { border-bottom: 0; font-weight: 700; font-size: 1.1rem; }
section { margin-top: 1.5rem; break-inside: avoid; }
.note { margin: 0; white-space: pre-wrap; overflow-wrap: anywhere; }
@media print { main { max-width: none; padding: 0; } }
`
