// Plays the recordings of a page: each player shows what its sound does.
import './controls.js';
import { show } from './face.js';
import { playerOf, problemOf, soundOf } from './sounds.js';
import { drawWaves } from './waveform.js';

const shown = ['play', 'playing', 'pause', 'waiting', 'canplay', 'loadedmetadata', 'durationchange', 'seeking', 'seeked', 'timeupdate', 'ratechange', 'ended'];

// What happens to media is told to nobody above them, but on the way down.
const onSound = (event, act) => document.addEventListener(event, happened => {
  const player = happened.target.dataset?.sound && playerOf(happened.target);
  if (player) act(player, happened.target);
}, true);

for (const event of shown) onSound(event, show);

onSound('error', async (player, sound) => {
  sound.dataset.problem = await problemOf(sound);
  show(playerOf(sound) ?? player, sound);
});

const arrive = part => {
  for (const player of part.querySelectorAll('[data-player]')) {
    show(player, soundOf(player));
    drawWaves(player, false);
  }
};

document.addEventListener('htmx:load', event => arrive(event.detail.elt));
arrive(document);
