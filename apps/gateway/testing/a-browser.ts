/** Minimal browser for signing in: keeps cookies and follows redirects one by one. */
export class ABrowser {
  /** By path and name, shared by all ports, as in browsers. */
  readonly #cookies = new Map<string, { name: string; value: string; path: string }>();
  /** Received `Set-Cookie` lines. */
  readonly cookieLines: string[] = [];

  /** Value of a cookie on any path. */
  cookie(name: string): string | undefined {
    return [...this.#cookies.values()].find((cookie) => cookie.name === name)?.value;
  }

  setCookie(name: string, value: string): void {
    this.#cookies.set(`/ ${name}`, { name, value, path: '/' });
  }

  get cookieValues(): string[] {
    return [...this.#cookies.values()].map(({ value }) => value);
  }

  async fetch(url: string | URL, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers);
    const { pathname } = new URL(url);
    const sent = [...this.#cookies.values()].filter(
      ({ path }) => pathname === path || pathname.startsWith(path.replace(/\/?$/, '/')),
    );
    if (sent.length > 0) headers.set('cookie', sent.map(({ name, value }) => `${name}=${value}`).join('; '));
    const response = await fetch(url, { ...init, headers, redirect: 'manual' });
    for (const line of response.headers.getSetCookie()) this.#keep(line);
    return response;
  }

  /** Follows redirects until there is a page or `until` returns true. @returns the last address and answer */
  async follow(
    url: string | URL,
    until: (next: URL) => boolean = () => false,
  ): Promise<{ url: URL; response: Response }> {
    let at = new URL(url);
    let response = await this.fetch(at);
    for (let hops = 0; hops < 10 && response.headers.has('location'); hops++) {
      const next = new URL(response.headers.get('location')!, at);
      if (until(next)) return { url: next, response };
      at = next;
      response = await this.fetch(at);
    }
    return { url: at, response };
  }

  /** Signs in by way of the issuer's page. @returns the final redirect, which is not followed */
  async signIn(gateway: string, subject: string, returnTo = '/board'): Promise<URL> {
    const page = await this.follow(`${gateway}/auth/sign-in?returnTo=${encodeURIComponent(returnTo)}`);
    return this.choose(page.url, subject, (next) => next.origin === gateway && !next.pathname.startsWith('/auth/'));
  }

  /** Presses a person's button on the issuer's page and follows redirects until `until` returns true. */
  async choose(page: URL, subject: string, until: (next: URL) => boolean): Promise<URL> {
    const pressed = await this.fetch(page, { method: 'POST', body: new URLSearchParams({ subject }) });
    const next = pressed.headers.get('location');
    if (!next) throw new Error(`The issuer refused the sign-in: ${pressed.status} ${await pressed.text()}`);
    const { url } = await this.follow(new URL(next, page), until);
    return url;
  }

  #keep(line: string): void {
    this.cookieLines.push(line);
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line)!;
    const path = /; *path=([^;]+)/i.exec(line)?.[1] ?? '/';
    const isGone = value === '' || /expires=Thu, 01 Jan 1970/i.test(line) || /max-age=0/i.test(line);
    if (isGone) this.#cookies.delete(`${path} ${name}`);
    else this.#cookies.set(`${path} ${name}`, { name, value, path });
  }
}
