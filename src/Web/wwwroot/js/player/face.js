// What a player shows of its sound.
import { lengthOf } from './sounds.js';

const whole = seconds => Math.floor(seconds + 0.001);

const clock = seconds => {
  const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, whole(seconds) % 60];
  const two = number => String(number).padStart(2, '0');
  return hours ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
};

const write = (element, text) => { if (element.textContent !== text) element.textContent = text; };

const set = (element, name, value) => { if (element.getAttribute(name) !== String(value)) element.setAttribute(name, value); };

const point = (player, fraction) => {
  const { start, width } = player.dataset;
  player.querySelector('[data-head]').style.left = `${(Number(start) + Number(width) * fraction) / 10}%`;
  for (const wave of player.querySelectorAll('[data-wave]')) {
    set(wave.querySelector('[data-played]'), 'width', wave.viewBox.baseVal.width * fraction);
  }
};

const tell = (player, problem) => {
  const place = player.querySelector('[data-problem]');
  if (!problem && place.contains(document.activeElement)) player.querySelector('[data-play]').focus();
  place.hidden = !problem;
  write(place.querySelector('[data-problem-text]'), problem ? place.dataset[problem] : '');
};

export const show = (player, sound) => {
  const [at, length] = [sound.currentTime, lengthOf(player, sound)];
  const begun = at > 0 || sound.played.length > 0;
  const label = player.querySelector('[data-label]');
  const seek = player.querySelector('[data-seek]');
  player.dataset.state = sound.paused ? 'paused' : sound.readyState < HTMLMediaElement.HAVE_FUTURE_DATA ? 'loading' : 'playing';
  write(label, label.dataset[!sound.paused ? 'pause' : begun ? 'goOn' : 'begin']);
  write(player.querySelector('[data-time]'), `${clock(at)} / ${clock(length)}`);
  set(seek, 'aria-valuemax', whole(length));
  set(seek, 'aria-valuenow', whole(at));
  set(seek, 'aria-valuetext', seek.dataset.text.replace('{0}', clock(at)).replace('{1}', clock(length)));
  player.querySelector('[data-speed]').value = String(sound.playbackRate);
  tell(player, sound.dataset.problem);
  point(player, length > 0 ? Math.min(1, at / length) : 0);
};
