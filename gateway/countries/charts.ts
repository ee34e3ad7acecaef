import { ACCESS_CONSTRAINTS } from '../../shared/policy/incident-words.ts';
import { type Html, html } from '../my/html.ts';
import type { ToldMonth, ToldProcedure } from './country-door.ts';
import type { CountryTexts } from './page-texts.ts';

const CELL = 44;
const ROW = 30;
const LABELS = 250;
/** From no constraint to a severe one; a number stands in each cell as well, for whoever tells no colours apart. */
const SHADES = ['#f1eef6', '#bdc9e1', '#74a9cf', '#0570b0'] as const;

/** Constraints by month: the darker the more severe; empty where there are too few to tell. */
export function constraintsChart(months: readonly ToldMonth[], texts: CountryTexts): Html {
  const [width, height] = [LABELS + months.length * CELL, (ACCESS_CONSTRAINTS.length + 1) * ROW];
  const heads = months.map(({ month }, column) => {
    const x = LABELS + column * CELL + CELL / 2;
    return html`<text x="${x}" y="20" text-anchor="middle" class="small">${month.slice(2)}</text>`;
  });
  const rows = ACCESS_CONSTRAINTS.map((constraint, row) => {
    const y = (row + 1) * ROW;
    const cells = months.map(({ month, constraints }, column) => {
      const score = constraints.find((one) => one.constraint === constraint)?.score ?? null;
      return cell(LABELS + column * CELL, y, score, `${texts.constraintNames[constraint]}, ${month}`);
    });
    return html`<text x="0" y="${y + 20}" class="label">${texts.constraintNames[constraint]}</text>${cells}`;
  });
  return html`<svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${texts.constraints}" direction="ltr">${heads}${rows}</svg>`;
}

function cell(x: number, y: number, score: number | null, says: string): Html {
  const [w, h] = [CELL - 3, ROW - 3];
  if (score === null)
    return html`<rect x="${x}" y="${y}" width="${w}" height="${h}" class="empty"><title>${says}</title></rect>`;
  const shade = Math.min(3, Math.round(score));
  return html`<rect x="${x}" y="${y}" width="${w}" height="${h}" fill="${SHADES[shade] ?? SHADES[3]}"><title>${says}: ${score}</title></rect>
<text x="${x + w / 2}" y="${y + 19}" text-anchor="middle" class="${shade > 2 ? 'small light' : 'small'}">${score.toFixed(1)}</text>`;
}

const BAR = 600;

/** How many of the twenty are there in law and in practice, in part, and not. */
export function safeguardsChart({ safeguards }: ToldProcedure, says: string): Html {
  const whole = safeguards.filter(({ missing }) => missing === null).length;
  const partly = safeguards.filter(
    ({ missing, inLaw, inPractice }) =>
      missing !== null && [inLaw, inPractice].some((answer) => answer === 'YES' || answer === 'PARTIAL'),
  ).length;
  const unit = BAR / Math.max(1, safeguards.length);
  return html`<svg class="bar" viewBox="0 0 ${BAR} 24" role="img" aria-label="${says}" direction="ltr"><rect width="${BAR}" height="24" class="empty"></rect>
<rect width="${whole * unit}" height="24" fill="#1b7837"></rect><rect x="${whole * unit}" width="${partly * unit}" height="24" fill="#d9b44a"></rect></svg>`;
}
