// The buttons, the line that can be grabbed, and the keys of players. All of it hangs on the document, since players come and go with parts of the page.
import { lengthOf, moveTo, play, soundOf } from './sounds.js';
import { drawWaves } from './waveform.js';

const speeds = [0.75, 1, 1.25, 1.5, 2];
const steps = { ArrowRight: 5, ArrowLeft: -5, ArrowUp: 10, ArrowDown: -10, PageUp: 10, PageDown: -10, l: 10, j: -10 };

const toggle = player => {
  const sound = soundOf(player);
  if (!sound.paused) return sound.pause();
  drawWaves(player, true);
  play(sound);
};

const skip = (player, seconds) => moveTo(player, soundOf(player).currentTime + seconds);

const hurry = (player, by) => {
  const sound = soundOf(player);
  sound.playbackRate = speeds[Math.max(0, Math.min(speeds.length - 1, speeds.indexOf(sound.playbackRate) + by))];
};

const grab = (player, seek, event) => {
  const { left, width } = seek.getBoundingClientRect();
  const place = ((event.clientX - left) / width) * 1000;
  moveTo(player, ((place - player.dataset.start) / player.dataset.width) * lengthOf(player, soundOf(player)));
};

const keys = {
  ' ': toggle,
  k: toggle,
  Home: player => moveTo(player, 0),
  End: player => moveTo(player, Infinity),
  '<': player => hurry(player, -1),
  '>': player => hurry(player, 1),
  ...Object.fromEntries(Object.entries(steps).map(([key, seconds]) => [key, player => skip(player, seconds)])),
};

const on = (event, what, act) => document.addEventListener(event, happened => {
  const [element, player] = [what, '[data-player]'].map(which => happened.target.closest?.(which));
  if (element && player) act(player, element, happened);
});

on('click', '[data-play]', player => toggle(player));
on('click', '[data-skip]', (player, button) => skip(player, Number(button.dataset.skip)));
on('change', '[data-speed]', (player, select) => { soundOf(player).playbackRate = Number(select.value); });
on('pointerdown', '[data-seek]', (player, seek, event) => seek.setPointerCapture(event.pointerId));
for (const moved of ['pointerdown', 'pointermove']) on(moved, '[data-seek]', (player, seek, event) => event.buttons === 1 && grab(player, seek, event));

on('keydown', '[data-player]', (player, _, event) => {
  // A list has keys of its own, and a button its space.
  const isTaken = event.target.matches('select') || (event.key === ' ' && event.target.matches('button, a'));
  if (!keys[event.key] || isTaken || event.ctrlKey || event.altKey || event.metaKey) return;
  event.preventDefault();
  keys[event.key](player);
});
