/**
 * What a browser journey does in the Agents Playground, in sentences.
 *
 * What matters about its page (version 0.2.28, Fluent UI 9 inside React):
 * - A message's card is `.ac-preview-panel > .ac-adaptiveCard`; an opened ShowCard is an
 *   `.ac-adaptiveCard` too, inside it. An edited message keeps its place in the chat.
 * - A field is a `div` with `label`, `.ac-input-container` and, after a refused press, its error message
 *   as `.ac-textBlock`. The label ends in " *" when the field is required. Ids change with every drawing
 *   of the card, and any message that arrives draws every card anew and wipes what was typed.
 * - A compact choice is a Fluent combobox: its options appear at the end of the page, not in the card, as
 *   `option`, or as `menuitemcheckbox` where several may be chosen (that list stays open: Escape).
 * - A date cannot be typed; it is picked from a calendar whose days are named "18, November, 2026".
 * - An answered press replaces the card at once; an error or a message shows under it.
 * - The log panel at the right tells which activities the bot has answered. `installationUpdate` and
 *   `conversationUpdate` are sent when the page opens and again on every reload, which empties the chat.
 */
import type { Browser, Locator, Page } from 'playwright-core';

/** In milliseconds; enough for a machine that does much else. */
const patience = 25_000;

/** Opens a window for one person, with nothing in it yet. Close it with `page.context().close()`. */
export async function openWindow(browser: Browser): Promise<Page> {
  const context = await browser.newContext({
    locale: 'en-GB',
    timezoneId: 'Europe/London',
    viewport: { width: 1280, height: 1000 },
  });
  context.setDefaultTimeout(patience);
  return context.newPage();
}

/** Opens a Playground in a window, with an empty chat, and waits until the bot has answered that it was installed. */
export async function enterChat(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await answered(page, 'conversationUpdate');
}

/** Goes to another chat or channel by a part of its name: "Working Group chat", "General". */
export async function goTo(page: Page, conversation: string): Promise<void> {
  await page.getByRole('treeitem', { name: conversation }).click();
}

/** Writes a message and sends it. In a group chat or a channel the bot hears only `mention`. */
export async function say(page: Page, text: string): Promise<void> {
  await writeAndSend(page, false, text);
}

/** Writes a message that begins with @Roundtable, in a group chat or a channel, and sends it. */
export async function mention(page: Page, text: string): Promise<void> {
  await writeAndSend(page, true, text);
}

async function writeAndSend(page: Page, mentioned: boolean, text: string): Promise<void> {
  const sent = page.getByText(new RegExp(`${escaped(text)}$`));
  const before = await sent.count();
  // A message that arrives in the same moment can take what is in the box, or the key that sends it.
  for (let attempt = 1; attempt <= 3; attempt += 1) {
    await write(page, mentioned, text);
    try {
      await sent.nth(before).waitFor({ timeout: patience / 5 });
      return;
    } catch (error) {
      if (attempt === 3) throw error;
    }
  }
}

async function write(page: Page, mentioned: boolean, text: string): Promise<void> {
  const box = page.locator('[role=textbox][data-lexical-editor]').first();
  const isEmpty = page.getByText(/^(Type a message\.\.\.|Start a new post)$/).first();
  await isEmpty.waitFor();
  await box.click();
  if (mentioned) {
    await page.keyboard.type('@');
    await page.getByRole('menuitem', { name: 'Roundtable' }).click();
    await page.keyboard.insertText(' ');
  }
  await page.keyboard.insertText(text);
  // A channel has a button; in a chat, Enter sends.
  const post = page.getByRole('button', { name: 'Post', exact: true });
  if ((await post.count()) > 0) await post.click();
  else await page.keyboard.press('Enter');
  await isEmpty.waitFor();
}

/** The newest card, or the newest one that contains a text. Found again each time it is used. */
export function lastCard(page: Page, text?: string | RegExp): Locator {
  return page.locator('.ac-preview-panel > .ac-adaptiveCard').filter({ hasText: text }).last();
}

/**
 * Waits until a card contains a text, and returns the newest one that does.
 * @throws {Error} with what the newest card says instead
 */
export async function waitForCard(page: Page, text: string | RegExp): Promise<Locator> {
  const card = lastCard(page, text);
  try {
    await card.waitFor();
  } catch {
    const newest = await lastCard(page)
      .innerText({ timeout: 500 })
      .catch(() => 'nothing: there is no card');
    throw new Error(`No card says ${String(text)}. The newest says: ${newest}`);
  }
  await settled(page);
  return card;
}

/** Waits a moment for edits on their way: one that arrives later wipes what is being typed. */
async function settled(page: Page): Promise<void> {
  let before: string | null | undefined;
  for (let look = 0; look < 10; look += 1) {
    const now = await page.locator('body').textContent();
    if (now === before) return;
    before = now;
    await page.waitForTimeout(300);
  }
}

/** Waits until a message of the bot that is no card, or the line under a card, contains a text. */
export async function waitForText(page: Page, text: string): Promise<void> {
  await page.getByText(text).last().waitFor();
}

/** Presses a button of a card, by its whole title, or by its tooltip where several have one title. */
export async function press(card: Locator, title: string): Promise<void> {
  const byTitle = card.getByRole('button', { name: title, exact: true });
  await byTitle.or(card.getByTitle(title, { exact: true })).click();
}

/**
 * Fills a field: text, a number, a time ("17:30") or a date ("2026-11-18").
 * @param label the whole label, without the star of a required field
 */
export async function fill(card: Locator, label: string, value: string): Promise<void> {
  const input = field(card, label).locator('.ac-input-container').locator('input, textarea');
  const isDate = (await input.getAttribute('aria-haspopup')) === 'dialog';
  if (isDate) return pickDate(input, value);
  await input.fill(value);
  // A number or a time counts when the field is left.
  await input.press('Tab');
}

/** Chooses an option of a choice, compact or expanded; for several, call it once for each. */
export async function choose(card: Locator, label: string, option: string): Promise<void> {
  const input = field(card, label).locator('.ac-input-container');
  const combobox = input.getByRole('combobox');
  const expanded = (await combobox.count()) === 0;
  if (expanded) {
    await input.locator('label', { hasText: exactly(option) }).click();
    return;
  }

  await combobox.click();
  const list = card.page().locator('.fui-Combobox__listbox');
  await list.locator('.fui-Option', { hasText: exactly(option) }).click();
  const staysOpen = (await combobox.getAttribute('aria-expanded')) === 'true';
  if (staysOpen) await combobox.press('Escape');
}

/** The error message under a field; empty when there is none. */
export async function fieldMessage(card: Locator, label: string): Promise<string> {
  const message = field(card, label).locator(':scope > .ac-textBlock');
  return (await message.allInnerTexts()).join(' ');
}

/** The field with a label: its label, its input, its error message. */
function field(card: Locator, label: string): Locator {
  return card.locator('label.ac-richTextBlock', { hasText: exactly(label, '( \\*)?') }).locator('xpath=..');
}

function exactly(text: string, ending = ''): RegExp {
  return new RegExp(`^\\s*${escaped(text)}${ending}\\s*$`);
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

async function pickDate(input: Locator, date: string): Promise<void> {
  const wanted = new Date(`${date}T12:00:00Z`);
  const month = wanted.toLocaleDateString('en-GB', { month: 'long', year: 'numeric' });
  await input.click();
  const calendar = input.page().getByRole('dialog', { name: 'Calendar' });
  const shown = calendar.locator('.fui-CalendarDay__monthAndYear');
  for (let name = await shown.innerText(); name !== month; name = await shown.innerText()) {
    const direction = new Date(`15 ${name}`) < wanted ? 'Next' : 'Previous';
    await calendar.locator(`button[title^="${direction} month"]`).click();
    await calendar.getByRole('button', { name, exact: true }).waitFor({ state: 'detached' });
  }
  const day = `${wanted.getUTCDate()}, ${month.replace(' ', ', ')}`;
  await calendar.getByRole('button', { name: day, exact: true }).click();
  await calendar.waitFor({ state: 'detached' });
}

/** Waits until the log panel says that the bot has answered an activity. */
async function answered(page: Page, activity: string): Promise<void> {
  await page
    .getByText(new RegExp(`^${activity} \\d+$`))
    .first()
    .waitFor();
}
