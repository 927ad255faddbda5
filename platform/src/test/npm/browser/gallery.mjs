// Opens each page on a desktop and on a phone, checks it, and saves a screenshot.
// Arguments: base URL, folder for screenshots, names of the pages.
import { complaints, DESKTOP, launch, PHONE, problems, screenshot } from './browser.mjs';

const [base, folder, ...names] = process.argv.slice(2);
const browser = await launch();
const failures = [];
for (const [device, options] of Object.entries({ desktop: DESKTOP, phone: PHONE })) {
  const context = await browser.newContext(options);
  // Pages that forward the browser stay where they are.
  await context.route(url => !url.href.startsWith(base), route => route.fulfill({ status: 204 }));
  const page = await context.newPage();
  const heard = complaints(page);
  for (const name of names) {
    await page.goto(`${base}/${device}/${name}`);
    const found = [...(await problems(page)), ...heard.splice(0)];
    failures.push(...found.map(problem => `${name} on a ${device}: ${problem}`));
    await screenshot(page, folder, `${name}-${device}`);
  }
  await context.close();
}
await browser.close();
console.log(failures.length === 0 ? `${names.length} pages are fine` : failures.join('\n'));
process.exitCode = failures.length === 0 ? 0 : 1;
