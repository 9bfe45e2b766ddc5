// The notes of one call: what is typed, what it began with, and what the server has. A page shows them in any number of boxes.
class CallNotes {
  static #known = new Map();

  static all = () => [...CallNotes.#known.values()];

  static of(call, { action, text }) {
    if (!CallNotes.#known.has(call)) CallNotes.#known.set(call, Object.assign(new CallNotes(), { call, action, text, basis: text, stored: text }));
    return CallNotes.#known.get(call);
  }

  /** One text below another. */
  static both = (one, other) => [one, other].filter(text => text !== '').join(String.fromCharCode(10));

  // Sent before, without an answer: it may have been stored all the same.
  sent = '';
  // What somebody else made of the same words, while it is not decided which of them are kept.
  theirs = null;
  version = -1;
  typedAt = 0;
  isComposing = false;
  isKept = true;
  // What came of the last attempt to save, and what the page says meanwhile.
  outcome = null;
  state = null;
  #timer = 0;
  #request = null;
  #sending = null;

  get isUnsaved() {
    return this.text !== this.basis;
  }

  type(text) {
    this.text = text;
    this.typedAt = Date.now();
    this.keep();
    this.#say(this.theirs !== null ? 'changed' : this.isUnsaved ? 'saving' : 'saved');
    this.#saveIn(600);
  }

  restore({ text, basis, sent }) {
    Object.assign(this, { text, basis, sent });
    this.save();
  }

  decide(text) {
    [this.basis, this.theirs, this.outcome] = [this.theirs, null, null];
    this.type(text);
  }

  keep() {
    if (this.isUnsaved) this.isKept = drafts.keep(`notes ${this.call}`, { action: this.action, text: this.text, basis: this.basis, sent: this.sent });
    else drafts.forget(`notes ${this.call}`);
  }

  /** Sends what is unsaved: one request at a time, but for the last one of a page. */
  save(isLast = false) {
    clearTimeout(this.#timer);
    const mustWait = this.#request && (!isLast || this.sent === this.text);
    if (this.isUnsaved && this.theirs === null && !mustWait) this.#sending = this.#send();
    return this.#sending;
  }

  /** Returns when all is saved, or cannot be. */
  async finish() {
    do await this.save(); while (this.isUnsaved && this.outcome === 'saved');
  }

  async #send() {
    this.#request?.abort();
    const request = this.#request = new AbortController();
    const limit = setTimeout(() => request.abort(), 20_000);
    const text = this.text;
    const sending = sendNotes(this, text, request.signal);
    this.sent = text;
    this.keep();
    this.#say('saving');
    const answer = await sending;
    clearTimeout(limit);
    if (this.#request !== request) return;
    this.#request = null;
    this.#hear(answer, text);
  }

  /** What the server has by now. */
  learn({ text, version }) {
    if (version > this.version) {
      [this.version, this.stored] = [version, text];
      if (this.theirs !== null) this.theirs = this.stored;
      this.#say(this.state);
    }
    this.#settle();
  }

  #hear({ outcome, stored, signIn }, text) {
    [this.outcome, this.signIn] = [outcome, signIn];
    if (outcome !== 'unsaved') this.sent = '';
    if (outcome === 'saved') this.basis = text;
    if (outcome === 'changed') this.theirs = stored.text;
    this.keep();
    this.#say(outcome === 'saved' && this.isUnsaved ? 'saving' : outcome);
    if (stored) this.learn(stored);
    if (outcome === 'saved') this.#saveIn(100);
    else if (['unsaved', 'expired'].includes(outcome)) this.#saveIn(4000);
  }

  #saveIn(milliseconds) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.save(), milliseconds);
  }

  // Others' words are shown where nothing of one's own is unsaved, and never move under a typing hand.
  #settle() {
    if (this.isUnsaved || this.theirs !== null || this.stored === this.text) return;
    if (this.isComposing || Date.now() - this.typedAt < 2000) return void setTimeout(() => this.#settle(), 500);
    this.text = this.basis = this.stored;
    this.#say(this.state);
  }

  #say(state) {
    this.state = state;
    document.dispatchEvent(new CustomEvent('call-notes', { detail: this }));
  }
}
