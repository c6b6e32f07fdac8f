import type { Language } from './language.ts';

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Escapes text for HTML and attributes. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => escapes[character]!);
}

/** Complete HTML page that loads nothing else, so that it works without a network. */
export function page(options: { title: string; language: Language; body: string }): string {
  return `<!doctype html>
<html lang="${options.language === 'zh' ? 'zh-CN' : 'en'}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(options.title)} · Waystation</title>
<style>${style}</style>
</head>
<body>
${options.body}
</body>
</html>
`;
}

const style = `
:root { color-scheme: light dark; --ground: #eef1f5; --card: #fff; --ink: #17212b; --soft: #526070; --line: #d5dce4;
  --accent: #0b5cad; --accent-ground: #e5effa; --notice: #fff4d1; --notice-ink: #594400; }
@media (prefers-color-scheme: dark) { :root { --ground: #10161d; --card: #19222c; --ink: #e9eef4; --soft: #a3b1c0; --line: #32404e;
  --accent: #7db8f2; --accent-ground: #1d3147; --notice: #3a3112; --notice-ink: #f3dd94; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 16px/1.45 system-ui, "Noto Sans CJK SC", "PingFang SC",
  "Microsoft YaHei", sans-serif; }
main { max-width: 1040px; margin: 0 auto; padding: 24px 20px 48px; }
main.narrow { max-width: 480px; padding-top: 12vh; }
header { display: flex; align-items: center; justify-content: space-between; gap: 16px; }
.brand { font-weight: 700; letter-spacing: .02em; color: var(--accent); }
.switch { display: inline-flex; align-items: center; min-height: 44px; padding: 0 14px; border-radius: 8px; color: var(--accent); }
h1 { font-size: 28px; line-height: 1.2; margin: 20px 0 6px; }
.lead { margin: 0 0 16px; color: var(--soft); }
.notice { margin: 0 0 20px; padding: 10px 14px; border-radius: 8px; background: var(--notice); color: var(--notice-ink); }
.filter { display: block; width: 100%; min-height: 48px; margin: 0 0 20px; padding: 0 14px; font: inherit; color: inherit;
  background: var(--card); border: 1px solid var(--line); border-radius: 10px; }
.stations { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 310px), 1fr)); gap: 20px; align-items: start; }
section { background: var(--card); border: 1px solid var(--line); border-radius: 14px; padding: 16px; }
h2 { font-size: 16px; margin: 0 0 10px; }
button, .button { display: flex; align-items: center; gap: 12px; width: 100%; min-height: 56px; padding: 8px 12px; font: inherit; text-align: left;
  color: inherit; text-decoration: none; background: transparent; border: 1px solid var(--line); border-radius: 10px; cursor: pointer; }
button + button { margin-top: 8px; }
button:hover, .button:hover { background: var(--accent-ground); border-color: var(--accent); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 1px; }
.initial { flex: none; display: grid; place-items: center; width: 40px; height: 40px; border-radius: 50%; font-weight: 600;
  background: var(--accent-ground); color: var(--accent); }
.who { display: grid; min-width: 0; }
.name { font-weight: 600; }
.roles { color: var(--soft); font-size: 14px; }
.primary { justify-content: center; border-color: transparent; min-height: 48px; margin-top: 12px; font-weight: 600; background: var(--accent); color: var(--card); }
.primary:hover { background: var(--accent); filter: brightness(1.08); }
.secondary { justify-content: center; min-height: 48px; }
[hidden] { display: none; }
`;
