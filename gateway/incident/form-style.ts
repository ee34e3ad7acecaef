import { PLAIN_STYLE, pageHeaders } from '../my/layout.ts';

/** The plain style of the pages for phones, and what a form needs beside it: fields as wide as the screen. */
export const FORM_STYLE = `${PLAIN_STYLE}
label,legend{display:block;font-weight:bold;margin-top:1.25rem;padding:0}input,select,textarea{width:100%;min-height:3rem;font:inherit;padding:.5rem;border:2px solid #595959;border-radius:.5rem;background:#fff;color:#000;direction:inherit;text-align:start}
fieldset{border:0;margin:1.25rem 0 0;padding:0;min-width:0}legend{margin:0}.c{display:flex;gap:.75rem;align-items:center;min-height:3rem;margin:0;font-weight:normal}.c input{width:1.6rem;min-height:1.6rem;flex:none;margin:0}
.h{margin:0;font-size:1rem}.e{color:#8f1212;font-weight:bold;margin:.25rem 0}.w{background:#fff3c4;border:2px solid #6b4f00;border-radius:.5rem;padding:.5rem .75rem;margin:.25rem 0}[aria-invalid]{border-color:#8f1212}
.l{display:flex;flex-wrap:wrap;gap:.5rem}.l button{flex:1 0 7rem;width:auto;min-height:3rem;margin:0;padding:.5rem}.l [aria-current]{background:#000;color:#fff}.go{color:#fff;background:#00449e;border-color:#00449e}`;

/** What the browser enforces on a page in this style. */
export const FORM_HEADERS = pageHeaders(FORM_STYLE);
