/** Style sheet of the pages, in the look of the development sign-in: light and dark, for screens of any size. */
export const css = `
:root { color-scheme: light dark; --ground: #eef1f5; --card: #fff; --ink: #17212b; --soft: #526070; --line: #d5dce4;
  --accent: #0b5cad; --accent-ground: #e5effa; --notice: #fff4d1; --notice-ink: #594400; --post: #0b5cad; --get: #1c6b3f; }
@media (prefers-color-scheme: dark) { :root { --ground: #10161d; --card: #19222c; --ink: #e9eef4; --soft: #a3b1c0; --line: #32404e;
  --accent: #7db8f2; --accent-ground: #1d3147; --notice: #3a3112; --notice-ink: #f3dd94; --post: #7db8f2; --get: #7fd0a3; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 16px/1.5 system-ui, "Noto Sans CJK SC", "PingFang SC",
  "Microsoft YaHei", sans-serif; overflow-wrap: anywhere; }
header { background: var(--card); border-bottom: 1px solid var(--line); }
header > div, main { max-width: 880px; margin: 0 auto; padding: 0 20px; }
header > div.wide, main.wide { max-width: 1120px; }
header > div { display: flex; align-items: center; justify-content: space-between; min-height: 56px; }
main { padding-top: 28px; padding-bottom: 64px; }
.brand { font-weight: 700; letter-spacing: .02em; color: var(--accent); text-decoration: none; }
.switch { display: inline-flex; align-items: center; min-height: 44px; color: var(--accent); }
a { color: var(--accent); }
h1 { font-size: 28px; line-height: 1.25; margin: 0; }
h2 { font-size: 20px; line-height: 1.3; margin: 32px 0 10px; }
h3 { font-size: 16px; margin: 0; }
p { margin: 4px 0 0; }
.lead { margin: 6px 0 18px; color: var(--soft); max-width: 62ch; }
.soft { color: var(--soft); font-size: 14px; }
.hero { padding: 5vh 0 20px; }
.hero h1 { font-size: 34px; }
.hero .lead { font-size: 18px; }
.status { font-size: 15px; font-weight: 600; color: var(--soft); margin: 0 0 6px; }
.me { display: flex; flex-wrap: wrap; align-items: center; gap: 12px 16px; background: var(--card); border: 1px solid var(--line);
  border-radius: 14px; padding: 18px; }
.me .who { flex: 1 1 220px; min-width: 0; }
.me .who p { margin: 0; }
.initial { flex: none; display: grid; place-items: center; width: 52px; height: 52px; border-radius: 50%; font-weight: 600; font-size: 20px;
  background: var(--accent-ground); color: var(--accent); }
.cards { list-style: none; margin: 0; padding: 0; display: grid; gap: 12px; grid-template-columns: repeat(auto-fill, minmax(min(100%, 260px), 1fr)); }
.card { display: block; background: var(--card); border: 1px solid var(--line); border-radius: 14px; padding: 16px; color: inherit; }
.card.link { text-decoration: none; }
.card.link h3 { color: var(--accent); }
.card.link:hover { border-color: var(--accent); background: var(--accent-ground); }
.card.notice { background: var(--notice); color: var(--notice-ink); border-color: transparent; margin-top: 16px; }
.card.notice h2 { margin: 0 0 4px; font-size: 16px; }
.button { display: inline-flex; align-items: center; justify-content: center; min-height: 48px; padding: 0 22px; font: inherit; font-weight: 600;
  color: inherit; text-decoration: none; background: transparent; border: 1px solid var(--line); border-radius: 10px; cursor: pointer; }
.button:hover { background: var(--accent-ground); border-color: var(--accent); }
.primary { color: var(--card); background: var(--accent); border-color: transparent; }
.primary:hover { color: var(--card); background: var(--accent); filter: brightness(1.08); }
.actions { display: flex; flex-wrap: wrap; gap: 12px; margin-top: 22px; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
code { font: 14px/1.5 ui-monospace, "Cascadia Mono", Menlo, Consolas, "Noto Sans Mono CJK SC", monospace; }
.crumbs { margin: 0 0 8px; font-size: 14px; }
.toc { columns: 3 240px; column-gap: 24px; padding: 0; margin: 12px 0 0; list-style: none; }
.toc li { break-inside: avoid; padding: 3px 0; }
article { background: var(--card); border: 1px solid var(--line); border-radius: 14px; padding: 16px 18px; margin: 12px 0; scroll-margin-top: 12px; }
article > h3 { font-size: 17px; }
article:target { border-color: var(--accent); }
.route { margin: 4px 0 8px; }
.method { font-weight: 700; margin-right: 6px; }
.method.get { color: var(--get); }
.method.post { color: var(--post); }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 2px 14px; margin: 10px 0 0; font-size: 14px; }
dt { color: var(--soft); }
dd { margin: 0; }
details { margin-top: 12px; }
summary { cursor: pointer; min-height: 32px; color: var(--accent); font-weight: 600; }
.fields { width: 100%; border-collapse: collapse; font-size: 14px; margin-top: 6px; }
.fields th { text-align: left; font-weight: 600; color: var(--soft); }
.fields th, .fields td { padding: 6px 12px 6px 0; border-top: 1px solid var(--line); vertical-align: top; }
.fields thead th { border-top: 0; }
.fields td:first-child { white-space: nowrap; }
.tag { display: inline-block; font-size: 12px; padding: 0 7px; margin-left: 6px; border-radius: 8px; background: var(--accent-ground); color: var(--accent); white-space: nowrap; }
@media (max-width: 640px) {
  h1, .hero h1 { font-size: 26px; }
  .me form, .me form .button { width: 100%; }
  dl { grid-template-columns: 1fr; }
  dd { margin-bottom: 6px; }
  .fields thead { display: none; }
  .fields tr { display: block; border-top: 1px solid var(--line); padding: 8px 0; }
  .fields td { display: block; border: 0; padding: 1px 0; }
  .fields td:first-child { white-space: normal; }
}
@media print { header, .actions, form { display: none; } }
`;

/** Front of a truck in the colours of the pages. */
export const favicon = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="#0b5cad"/>
<path d="M5 10h13v11H5z M19.5 13h4.2l3.3 4v4h-7.5z" fill="#fff"/><circle cx="10" cy="22.5" r="2.6" fill="#fff" stroke="#0b5cad" stroke-width="1.4"/>
<circle cx="22.5" cy="22.5" r="2.6" fill="#fff" stroke="#0b5cad" stroke-width="1.4"/></svg>
`;
