/* Shows the card, sends what is pressed, and shows the answer in its place. */
'use strict';

(() => {
  const { AdaptiveCards, LOOKS } = window;
  const place = document.getElementById('card');
  const said = document.getElementById('said');
  const title = document.title;
  const LOST =
    'That did not get through, and nothing was saved. What you typed is still here: check your connection and press again.';
  let busy = false;

  /** Texts come with their Markdown escaped, for Teams. Here they are shown as they were typed. */
  AdaptiveCards.AdaptiveCard.onProcessMarkdown = (text, result) => {
    const typed = text.replace(/\\([^A-Za-z0-9\s])/g, '$1').replace(/\n\n/g, '\n');
    const safe = typed.replace(/[&<>"']/g, (each) => `&#${each.charCodeAt(0)};`);
    result.outputHtml = safe.replace(/\n/g, '<br>');
    result.didProcess = true;
  };

  /** Draws a card and returns it with what was wrong with it, as one sentence. */
  function show(json) {
    const card = new AdaptiveCards.AdaptiveCard();
    card.hostConfig = new AdaptiveCards.HostConfig(LOOKS);
    // Said in words, not with a star. The library forgets it when it stands among the looks.
    Object.assign(card.hostConfig.inputs.label.requiredInputs, { suffix: ' (required)', suffixColor: 0 });
    card.parse(json);
    card.onExecuteAction = press;
    place.replaceChildren(card.render());
    headingsInOrder();
    nameButtonsApart();
    card.getAllInputs().forEach(tieProblem);
    const heading = place.querySelector('[role=heading]');
    document.title = heading === null ? title : `${heading.textContent} – ${title}`;
    return heading;
  }

  /** The first heading of a card is the page's; those after it stand below it. */
  function headingsInOrder() {
    place.querySelectorAll('[role=heading]').forEach((each, index) => {
      each.setAttribute('aria-level', index === 0 ? '2' : '3');
    });
  }

  /** Several buttons say "Update"; their tooltips go on with what. In a list of buttons only names are read. */
  function nameButtonsApart() {
    place.querySelectorAll('button[title]').forEach((each) => {
      if (each.title.startsWith(each.textContent)) each.setAttribute('aria-label', each.title);
      each.removeAttribute('title');
    });
  }

  /** A problem stands below its field as a text of its own: a screen reader hears it with the field. */
  function tieProblem(input) {
    const after = input.parent && input.parent.getItemAt(input.index + 1);
    const element = after && after.renderedElement;
    if (
      !element ||
      after.getJsonTypeName() !== 'TextBlock' ||
      after.color !== AdaptiveCards.TextColor.Attention
    )
      return;
    element.id = `problem-${input.id}`;
    element.classList.add('problem');
    input.renderedElement.querySelectorAll('input, select, textarea').forEach((field) => {
      field.setAttribute('aria-invalid', 'true');
      field.setAttribute('aria-describedby', element.id);
    });
  }

  /** `quietly` for what the focus will read out anyway. */
  function tell(sentence, quietly) {
    said.className = quietly ? 'unseen' : 'said';
    // Emptied first: the same sentence twice is news twice.
    said.textContent = '';
    window.setTimeout(() => {
      said.textContent = sentence;
      // The focus stays on the button, which may be far below.
      if (!quietly) said.scrollIntoView({ block: 'nearest' });
    }, 50);
  }

  async function press(action) {
    if (busy) return;
    busy = true;
    place.setAttribute('aria-busy', 'true');
    tell('Sending…', true);
    try {
      const response = await fetch(window.location.pathname, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ verb: action.verb, data: action.data || {} }),
        credentials: 'omit',
      });
      const { text, card } = await response.json();
      if (card === undefined) return tell(text, false);
      answerWith(card, text);
    } catch {
      tell(LOST, false);
    } finally {
      busy = false;
      place.setAttribute('aria-busy', 'false');
    }
  }

  function answerWith(card, text) {
    const heading = show(card);
    const wrong = place.querySelectorAll('.problem').length;
    tell(
      wrong === 0
        ? text
        : `Not saved yet. ${wrong === 1 ? 'One answer needs' : `${wrong} answers need`} you.`,
      true,
    );
    const start = heading || place;
    start.tabIndex = -1;
    start.focus();
    window.scrollTo(0, 0);
  }

  if (place.dataset.card !== undefined) show(JSON.parse(place.dataset.card));
})();
