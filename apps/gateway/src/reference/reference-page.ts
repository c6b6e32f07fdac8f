import type { Language } from '@waystation/names';
import { html, type Piece } from '../pages/html.ts';
import { linkTo, page, type Shown } from '../pages/page.ts';
import { rolesInWords } from '../pages/texts.ts';
import type { CallShape, Chapter, FieldShape, Limit, MessageShape } from './reference.ts';
import { referenceTexts } from './texts.ts';

/** Title of a chapter. */
export function chapterTitle(name: string, language: Language): string {
  const titles: Readonly<Record<string, string>> = referenceTexts[language];
  return titles[name] ?? name;
}

/** Index of the reference: how to call the API, and its chapters. */
export function referenceIndex(chapters: readonly Chapter[], shown: Shown): string {
  const text = referenceTexts[shown.language];
  const body = html`<h1>${text.title}</h1>
    <p class="lead">${text.lead}</p>
    <h2>${text.how}</h2>
    <ul>
      <li>${text.auth}</li>
      <li>${text.key}</li>
      <li>${text.language}</li>
      <li>${text.values}</li>
    </ul>
    <h2>${text.chapters}</h2>
    <ul class="cards">
      ${chapters.map(
        ({ name, calls }) =>
          html`<li>
            <a class="card link" href="${linkTo(`/reference/${name}`, shown)}"
              ><h3>${chapterTitle(name, shown.language)}</h3>
              <p class="soft">${calls.length} ${text.calls}</p></a
            >
          </li>`,
      )}
    </ul>`;
  return page(shown, { title: text.title, body, isWide: true });
}

/** Page of a chapter: its calls with their fields. */
export function referenceChapter({ name, calls, messages }: Chapter, shown: Shown): string {
  const { language } = shown;
  const text = referenceTexts[language];
  const title = chapterTitle(name, language);
  const body = html`<p class="crumbs"><a href="${linkTo('/reference', shown)}">${text.title}</a></p>
    <h1>${title}</h1>
    <ul class="toc">
      ${calls.map((call) => html`<li><a href="#${call.name}">${call.name}</a></li>`)}
    </ul>
    ${calls.map((call) => articleOf(call, language))} ${messages.length > 0 && html`<h2>${text.objects}</h2>`}
    ${messages.map((message) => objectOf(message, language))}`;
  return page(shown, { title, body, isWide: true });
}

function articleOf(call: CallShape, language: Language): Piece {
  const text = referenceTexts[language];
  const roles = (names: readonly string[]) => rolesInWords(names, language);
  const fact = (name: string, value: string) =>
    value !== '' &&
    html`<dt>${name}</dt>
      <dd>${value}</dd>`;
  return html`<article id="${call.name}">
    <h3>${call.name} <span class="tag">${call.isStep ? text.step : text.query}</span></h3>
    <p class="route">
      <code><span class="method ${call.method.toLowerCase()}">${call.method}</span> ${call.path}</code>
    </p>
    <p>${prose(call.comment)}</p>
    <dl>
      ${fact(text.roles, roles(call.roles))}${fact(text.factsFor, roles(call.factsFor))}${fact(text.enforces, call.enforces.join(', '))}${fact(text.publishes, call.publishes.join(', '))}
    </dl>
    <details>
      <summary>${text.fields}</summary>
      ${fieldsOf(call.request, language)}
    </details>
    <details>
      <summary>${text.answer}</summary>
      ${call.answer ? fieldsOf(call.answer, language) : html`<p>${text.document}</p>`}
    </details>
  </article> `;
}

function objectOf({ name, comment, fields }: MessageShape, language: Language): Piece {
  return html`<article id="object-${name}">
    <h3>${name}</h3>
    ${comment && html`<p>${prose(comment)}</p>`}${fieldsOf(fields, language)}
  </article> `;
}

function fieldsOf(fields: readonly FieldShape[], language: Language): Piece {
  const text = referenceTexts[language];
  if (fields.length === 0) return html`<p class="soft">${text.noFields}</p>`;
  return html`<table class="fields">
    <thead>
      <tr>
        <th>${text.name}</th>
        <th>${text.type}</th>
        <th>${text.meaning}</th>
      </tr>
    </thead>
    <tbody>
      ${fields.map((field) => rowOf(field, language))}
    </tbody>
  </table>`;
}

function rowOf(field: FieldShape, language: Language): Piece {
  const text = referenceTexts[language];
  const place = field.place === 'path' ? text.path : field.place === 'query' ? text.query_ : undefined;
  return html`<tr>
    <td><code>${field.name}</code></td>
    <td>${typeOf(field, language)}${place && html` <span class="soft">${place}</span>`}</td>
    <td>
      ${prose(field.comment)}${field.isPersonal && html` <span class="tag">${text.personal}</span>`}${
        field.limits.length > 0 && html` <span class="soft">(${limitsInWords(field.limits, language)})</span>`
      }
    </td>
  </tr> `;
}

function typeOf({ type, of, isList }: FieldShape, language: Language): Piece {
  const text = referenceTexts[language];
  const types: Readonly<Record<string, string>> = text;
  const one =
    typeof of === 'string'
      ? html`<a href="#object-${of}">${of}</a>`
      : of
        ? html`<span class="soft">${of.join(', ')}</span>`
        : (types[type] ?? type);
  return isList ? html`${text.list} ${one}` : one;
}

/** Comment of a proto, with text in backticks shown as code. */
function prose(comment: string): Piece {
  return comment.split('`').map((part, index) => (index % 2 === 1 ? html`<code>${part}</code>` : part));
}

function limitsInWords(limits: readonly Limit[], language: Language): string {
  const words: Readonly<Record<string, string>> = referenceTexts[language];
  const of = (name: string) => limits.find((limit) => limit.name === name);
  const [low, high] = [of('gte'), of('lte')];
  const range = low && high && words['between']!.replace('{{low}}', low.value).replace('{{high}}', high.value);
  const others = limits.filter((limit) => !range || (limit !== low && limit !== high));
  const phrases = others.map(({ name, value, isForEach }) => {
    const limit = words[name]?.replace('{{value}}', () => value) ?? `${name} ${value}`.trim();
    return (isForEach ? words['each']! : '') + limit;
  });
  return [...(range ? [range] : []), ...phrases].join(language === 'zh' ? '；' : '; ');
}
