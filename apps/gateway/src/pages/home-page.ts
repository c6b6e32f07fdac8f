import type { Person } from '../sign-in/people.ts';
import { html, type Piece } from './html.ts';
import { linkTo, page, type Shown } from './page.ts';
import { rolesInWords, says } from './texts.ts';

/** Facts of a station shown on a page. */
export interface NamedStation {
  stationId: string;
  regionId: string;
  name: string;
  address: string;
}

/** A signed-in person and their stations. */
export interface Visitor {
  person: Person;
  /** Their id at the sign-in server. */
  subject: string;
  /** Stations where they have a role, those of their regions, or all, depending on their roles. */
  stations: readonly NamedStation[];
  hasMoreStations: boolean;
}

/** Start page: a person's name, roles and stations, or an invitation to sign in. */
export function homePage(visitor: Visitor | undefined, shown: Shown): string {
  const text = says[shown.language];
  const body = visitor ? profile(visitor, shown) : invitation(shown);
  return page(shown, { title: visitor ? nameOf(visitor) : text.welcome, body });
}

const nameOf = ({ person, subject }: Visitor): string => person.displayName ?? subject;

function invitation(shown: Shown): Piece {
  const text = says[shown.language];
  return html`<section class="hero">
      <h1>${text.welcome}</h1>
      <p class="lead">${text.lead}</p>
      <a class="button primary" href="/auth/sign-in">${text.signIn}</a>
    </section>
    ${referenceCard(shown)}`;
}

function profile(visitor: Visitor, shown: Shown): Piece {
  const { language } = shown;
  const text = says[language];
  const { person } = visitor;
  const above = [...person.networkRoles, ...new Set(person.regions.flatMap(({ roles }) => roles))];
  const name = nameOf(visitor);
  return html`<section class="me">
      <span class="initial" aria-hidden="true">${[...name][0]}</span>
      <div class="who">
        <p class="soft">${text.signedInAs}</p>
        <h1>${name}</h1>
        ${above.length > 0 && html`<p>${rolesInWords(above, language)}</p>`}
      </div>
      <form method="post" action="/sign-out"><button class="button">${text.signOut}</button></form>
    </section>
    ${above.length + person.stations.length === 0 ? withoutRole(visitor, shown) : stationsOf(visitor, shown)}
    <h2>${text.next}</h2>
    <p class="lead">${text.console}</p>
    ${referenceCard(shown)}`;
}

function withoutRole({ subject }: Visitor, { language }: Shown): Piece {
  const text = says[language];
  return html`<section class="card notice">
    <h2>${text.noRoleTitle}</h2>
    <p>${text.noRole} <code>${subject}</code></p>
  </section>`;
}

function stationsOf({ person, stations, hasMoreStations }: Visitor, { language }: Shown): Piece {
  const text = says[language];
  const isOwn = ({ stationId }: NamedStation) => person.stations.some((each) => each.stationId === stationId);
  const own = person.stations.map(({ stationId, roles }) => ({
    station: stations.find((each) => each.stationId === stationId),
    roles,
  }));
  const others = stations.filter((station) => !isOwn(station));
  const title = person.networkRoles.length > 0 ? text.networkStations : text.regionStations;
  return [
    own.length > 0 &&
      html`<h2>${text.stations}</h2>
        <ul class="cards">
          ${own.map(
            ({ station, roles }) =>
              html`<li class="card">
                <h3>${station?.name || text.unnamedStation}</h3>
                ${station?.address && html`<p class="soft">${station.address}</p>`}
                <p>${rolesInWords(roles, language)}</p>
              </li>`,
          )}
        </ul>`,
    (others.length > 0 || own.length === 0) &&
      html`<h2>${title}</h2>
        ${
          others.length === 0
            ? html`<p class="lead">${text.noStation}</p>`
            : html`<ul class="cards">
                ${others.map(
                  ({ name, address }) =>
                    html`<li class="card">
                      <h3>${name || text.unnamedStation}</h3>
                      ${address && html`<p class="soft">${address}</p>`}
                    </li>`,
                )}
              </ul>`
        }`,
    hasMoreStations && html`<p class="soft">${text.moreStations}</p>`,
  ];
}

function referenceCard(shown: Shown): Piece {
  const text = says[shown.language];
  return html`<a class="card link" href="${linkTo('/reference', shown)}"
    ><h3>${text.reference}</h3>
    <p class="soft">${text.referenceLead}</p></a
  >`;
}
