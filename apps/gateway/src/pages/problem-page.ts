import type { Problem } from '../problems/problem.ts';
import { html } from './html.ts';
import { linkTo, page, type Shown } from './page.ts';
import { rolesInWords, says } from './texts.ts';

/** Page that tells a person what is wrong and what to do next. */
export function problemPage(problem: Problem, shown: Shown): string {
  const text = says[shown.language];
  const isLost = problem.reason === 'NO_SUCH_ROUTE';
  const title = isLost ? text.notFound : problem.title;
  const incident = problem.metadata?.['incident'];
  const roles = problem.reason === 'ROLE_MISSING' && problem.metadata?.['roles'];
  const isUnknown = problem.status === 401;
  const body = html`<section class="hero">
    <p class="status" aria-hidden="true">${problem.status}</p>
    <h1>${title}</h1>
    <p class="lead">${isLost ? text.notFoundLead : problem.detail}</p>
    ${
      problem.missing &&
      html`<h2>${text.missing}</h2>
        <ul>
          ${problem.missing.map(
            ({ rule, description }) => html`<li>${description}${rule && html` <code>${rule}</code>`}</li>`,
          )}
        </ul>`
    }
    ${
      problem.errors &&
      html`<h2>${text.errors}</h2>
        <ul>
          ${problem.errors.map(
            ({ field, description }) => html`<li>${field && html`<code>${field}</code>: `}${description}</li>`,
          )}
        </ul>`
    }
    ${roles && html`<p>${text.anyOf} ${rolesInWords(roles.split(','), shown.language)}</p>`}
    ${incident && html`<p class="soft">${text.incident}: <code>${incident}</code></p>`}
    <p class="actions">
      ${
        isUnknown &&
        html`<a class="button primary" href="/auth/sign-in?returnTo=${encodeURIComponent(shown.path)}"
          >${text.signIn}</a
        >`
      }<a class="button${!isUnknown && ' primary'}" href="${linkTo('/', shown)}">${text.back}</a>
    </p>
    ${isUnknown && html`<p class="soft">${text.backHere}</p>`}
  </section>`;
  return page(shown, { title, body });
}
