// Plays a user of a setup link whose vendor is a Keycloak. Argument: a JSON file with the link, the user's name and
// password there, the name of the app and of the account, and the folder for screenshots.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { DESKTOP, launch, screenshot } from './browser.mjs';

const setting = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const browser = await launch();
const page = await (await browser.newContext(DESKTOP)).newPage();

/** Waits for a page by one of its elements, checks what it says and photographs it. */
async function sees(name, selector, ...texts) {
  await page.locator(selector).first().waitFor();
  const text = await page.locator('body').innerText();
  texts.forEach(expected => assert.ok(text.includes(expected), `"${expected}" is missing in: ${text}`));
  await screenshot(page, setting.screenshots, `keycloak-${name}`);
}

try {
  await page.goto(setting.link);
  await sees('1-start', 'button.primary', setting.app, new URL(setting.vendor).hostname);
  await page.locator('button.primary').click();

  await sees('2-login', '#username');
  assert.ok(page.url().startsWith(setting.vendor), page.url());
  await page.locator('#username').fill(setting.user);
  await page.locator('#password').fill(setting.password);
  await page.locator('#kc-login').click();

  await sees('3-consent', '[name=accept]', setting.app);
  await page.locator('[name=accept]').click();

  await sees('4-confirm', 'button.primary', 'Was this you?', setting.account);
  await page.locator('button.primary').click();
  await page.getByRole('heading', { level: 1, name: /is connected/ }).waitFor();
  await sees('5-result', 'h1', setting.account);
} catch (failure) {
  await screenshot(page, setting.screenshots, 'keycloak-failed');
  throw new Error(`at ${page.url().replace(/[?#].*/, '')}`, { cause: failure });
} finally {
  await browser.close();
}
