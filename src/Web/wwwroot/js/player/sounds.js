// The sound of each recording, outside of what is exchanged on the page: a player that is drawn anew finds it playing on.
const sounds = new Map();

export const soundOf = player => {
  const { player: id, src } = player.dataset;
  if (!sounds.has(id)) {
    const sound = Object.assign(new Audio(), { preload: 'none', src });
    sound.dataset.sound = id;
    document.body.append(sound);
    sounds.set(id, sound);
  }
  return sounds.get(id);
};

export const playerOf = sound => document.querySelector(`[data-player="${sound.dataset.sound}"]`);

export const lengthOf = (player, sound) => (Number.isFinite(sound.duration) ? sound.duration : Number(player.dataset.seconds));

export const moveTo = (player, seconds) => {
  const sound = soundOf(player);
  sound.currentTime = Math.max(0, Math.min(lengthOf(player, sound), seconds));
  // Of where it will begin, nothing is told by itself.
  if (sound.readyState === HTMLMediaElement.HAVE_NOTHING) sound.dispatchEvent(new Event('seeked'));
};

// Never two at a time. Where it broke off it is fetched anew, from there on.
export const play = sound => {
  for (const other of sounds.values()) if (other !== sound) other.pause();
  delete sound.dataset.problem;
  if (sound.error) {
    const at = sound.currentTime;
    sound.load();
    sound.currentTime = at;
  }
  sound.play().catch(() => {}); // why not is told by its error event
};

// A media element only knows that it failed.
const statuses = { 401: 'signedOut', 403: 'forbidden', 404: 'gone' };

export const problemOf = async sound => {
  const answer = await fetch(sound.src, { method: 'HEAD' }).catch(() => null);
  if (!answer) return 'offline';
  return answer.redirected ? 'signedOut' : statuses[answer.status] ?? 'unavailable';
};
