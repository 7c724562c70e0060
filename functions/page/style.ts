import { createHash } from 'node:crypto';
import { DARK, LIGHT, type Theme } from '../pictures/theme.ts';

/** The colours of a theme by the names that style and charts know them by. */
const PAINTS = ['ground', 'edge', 'text', 'quiet', 'grid', 'main', 'line', 'second', 'third', 'loss', 'gain'] as const;

const paints = (theme: Theme): string => PAINTS.map((name) => `--${name}:${theme[name]}`).join(';');

/** The name of a colour of the theme that charts are drawn in: the page has it in both. */
export function painted(svg: string): string {
  return PAINTS.reduce((text, name) => text.replaceAll(new RegExp(DARK[name], 'gi'), `var(--${name})`), svg);
}

/** All of it: nothing else is asked for, and no element has a style of its own. */
export const STYLE = `
:root{color-scheme:light dark;${paints(LIGHT)}}
@media(prefers-color-scheme:dark){:root{${paints(DARK)}}}
*{box-sizing:border-box}
html{scroll-padding-top:1rem;-webkit-text-size-adjust:100%}
body{margin:0;background:var(--ground);color:var(--text);font:1rem/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","Noto Sans SC",sans-serif}
a{color:var(--main);text-underline-offset:.15em}
a:focus-visible,summary:focus-visible,.wide:focus-visible,main:focus-visible{outline:3px solid var(--line);outline-offset:2px;border-radius:2px}
main:focus:not(:focus-visible){outline:none}
.skip{position:absolute;left:1rem;top:-4rem;background:var(--ground);color:var(--main);padding:.5rem 1rem;border:2px solid var(--main);z-index:1}
.skip:focus{top:.5rem}
header,main,footer{max-width:68rem;margin:0 auto;padding:0 1rem}
header{padding-top:.75rem;border-bottom:1px solid var(--grid)}
.brand{font-weight:700;font-size:1.1rem;color:var(--text);text-decoration:none}
nav ul{list-style:none;margin:0;padding:0;display:flex;flex-wrap:wrap;gap:0 .35rem}
nav a,.tongues a,footer a,summary{display:inline-block;min-height:24px;padding:.4rem .5rem}
nav a{margin-left:-.5rem;margin-right:.5rem}
[aria-current]{color:var(--text);font-weight:700;text-decoration-thickness:3px}
main{padding-top:.5rem;padding-bottom:2rem;min-height:60vh}
h1{font-size:clamp(1.5rem,1rem + 2.5vw,2.25rem);line-height:1.2;margin:1.25rem 0 .5rem}
h2{font-size:1.3rem;line-height:1.3;margin:2.25rem 0 .5rem}
h3{font-size:1.05rem;line-height:1.35;margin:0}
h1,h2,h3,p,dd,dt,td,th,li,blockquote{overflow-wrap:anywhere}
table th,table td{overflow-wrap:normal}
p{margin:.4rem 0;max-width:46rem}
.lead{color:var(--quiet)}
.alarm{border:2px solid var(--loss);border-left-width:.6rem;padding:.6rem .9rem;margin:1rem 0;font-weight:600;max-width:none}
.facts{display:grid;gap:.1rem 1.5rem;margin:.8rem 0;grid-template-columns:repeat(auto-fit,minmax(min(100%,19rem),1fr))}
.facts div{padding:.4rem 0;border-top:1px solid var(--grid)}
.facts dt,small{color:var(--quiet);font-size:.875rem}
.facts dd{margin:0;font-variant-numeric:tabular-nums}
.wide{position:relative;overflow-x:auto;margin:.8rem 0;border-top:1px solid var(--grid);border-bottom:1px solid var(--grid)}
table{border-collapse:collapse;width:100%;font-size:.94rem}
.unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
th,td{text-align:left;vertical-align:top;padding:.45rem 1rem .45rem 0;border-top:1px solid var(--grid);min-width:8rem}
td:last-child:not(.n){min-width:14rem}
th:last-child,td:last-child{padding-right:.25rem}
thead th{color:var(--quiet);font-weight:600;font-size:.875rem;vertical-align:bottom}
tbody th{font-weight:600;min-width:8rem}
.n{text-align:right;font-variant-numeric:tabular-nums}
.n small{display:block}
.v{font-variant-numeric:tabular-nums}
.bad{color:var(--loss)}
.good{color:var(--gain)}
.old{color:var(--quiet)}
figure{margin:1rem 0}
figure .wide{border:0}
figure svg{display:block;width:100%;min-width:30rem;max-width:52rem;height:auto}
figure text{font-family:"Noto Sans",system-ui,sans-serif}
figcaption{max-width:52rem}
.told{color:var(--quiet);font-size:.875rem;max-width:52rem}
.tight{list-style:none;padding:0;columns:18rem;column-gap:1.5rem}
.tight a{display:inline-block;min-height:24px}
article{border-top:1px solid var(--grid);padding:.9rem 0}
article.bad{color:inherit;border-top:2px solid var(--loss)}
blockquote{margin:.5rem 0;padding-left:.8rem;border-left:3px solid var(--edge);max-width:46rem}
code{font-family:ui-monospace,"Cascadia Mono",Menlo,Consolas,monospace;font-size:.875rem;overflow-wrap:anywhere}
details{margin:.1rem 0;font-size:.875rem;color:var(--quiet)}
summary{cursor:pointer;color:var(--main);padding-left:0;display:list-item;list-style-position:inside}
footer{border-top:1px solid var(--grid);padding-top:.75rem;padding-bottom:2rem;color:var(--quiet);font-size:.875rem}
.tongues{display:flex;flex-wrap:wrap;gap:0 .5rem;list-style:none;margin:0;padding:0}
.tongues a,footer p a{margin-left:-.5rem}
@media print{.skip,nav,footer{display:none}}
`
  .trim()
  .replaceAll('\n', '');

/** By which a browser knows that this style, and no other, is ours. */
export const STYLE_HASH = `'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`;
