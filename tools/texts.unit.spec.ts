import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');

it.each(['en', 'zh'])('no slug has texts in two services (%s)', (language) => {
  const files = globSync(`apps/*/src/texts/${language}.json`, { cwd: root });
  expect(files).not.toHaveLength(0);
  const slugs = files.flatMap((file) => Object.keys(JSON.parse(readFileSync(join(root, file), 'utf8')) as object));
  const twice = slugs.filter((slug, index) => slugs.indexOf(slug) !== index);
  // Move a slug that several services use to libs/service/src/common-texts.ts.
  expect(twice).toEqual([]);
});
