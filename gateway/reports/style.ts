import { createHash } from 'node:crypto';

/** Set with logical properties alone: what is at the start in English is at the start in Arabic. */
export const STYLE = `*{box-sizing:border-box}body{margin:0;font:1rem/1.55 system-ui,sans-serif;color:#111;background:#fff}
header,main,footer{max-width:60rem;margin:auto;padding:1rem}body:lang(ar){font-size:1.06rem;line-height:1.8}
h1{font-size:2rem;line-height:1.2;margin:.2rem 0;color:#8f1212}h2{color:#8f1212;margin:2.5rem 0 .5rem}h3{margin:1.5rem 0 .25rem;font-size:1.05rem}
nav{display:flex;flex-wrap:wrap;gap:1rem;margin-block-end:2rem}nav span{margin-inline-start:auto}a{color:#00449e}[aria-current]{font-weight:bold;text-decoration:none;color:#111}
.sandbox{border:2px solid #8f1212;color:#8f1212;font-weight:bold;padding:.75rem}.wide{overflow-x:auto}
table{border-collapse:collapse;margin:.5rem 0;width:100%}th,td{border:1px solid #c9c9c9;padding:.35rem .6rem;text-align:center}
th[scope=row],thead th:first-child{text-align:start;font-weight:normal}thead th{background:#f3f3f3;font-weight:bold}thead th:first-child{font-weight:bold}
dl{display:grid;grid-template-columns:minmax(8rem,14rem) 1fr;gap:.15rem 1rem;margin:.5rem 0}dt{color:#555}dd{margin:0;overflow-wrap:anywhere}
code{font-size:.85rem;background:#f3f3f3;padding:.1rem .3rem;display:block;text-align:left}:target{background:#fff3c4}
@media(max-width:36rem){dl{grid-template-columns:1fr}dd{margin-block-end:.4rem}}@media print{nav{display:none}}`;

const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`,
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** What the browser enforces on every page here: there is no script, so that none can be smuggled in. */
export const REPORT_HEADERS = {
  'content-security-policy': CONTENT_SECURITY_POLICY,
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
} as const;
