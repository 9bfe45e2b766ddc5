// Draws what a recording sounds like, a lane for each of its channels.
const bytesPerSecond = 16_000; // of one channel, as Twilio keeps it
const lightEnough = 4 * 2 ** 20; // two minutes of both sides: drawn before anybody plays them
const tooHeavy = 40 * 2 ** 20; // beyond, the line alone shows where one is
const pixelsPerBar = 3;
const fineness = 2000;
const shapes = new Map();

const loudest = (values, from = 0, to = values.length) => {
  let peak = 0;
  for (let i = from; i < Math.min(to, values.length); i++) peak = Math.max(peak, Math.abs(values[i]));
  return peak;
};

// So many peaks, and for more sound than that the loudest of each piece.
const thin = (values, count) => {
  const piece = values.length / count;
  return Array.from({ length: count }, (_, i) => loudest(values, Math.floor(i * piece), Math.ceil((i + 1) * piece)));
};

const listen = async src => {
  const answer = await fetch(src);
  if (!answer.ok) throw new Error(answer.statusText);
  // Decoding needs no more than what a telephone carries.
  const sound = await new OfflineAudioContext(1, 1, 8000).decodeAudioData(await answer.arrayBuffer());
  return Array.from({ length: sound.numberOfChannels }, (_, i) => thin(sound.getChannelData(i), Math.min(fineness, sound.length)));
};

const bars = (peaks, scale) => peaks.map((peak, i) => {
  const half = Math.max(0.5, 18 * peak * scale);
  return `M${i + 0.15} ${20 - half}h.7v${2 * half}h-.7z`;
}).join('');

const draw = (player, channels) => {
  // What is nearly silent stays so; the rest uses the height there is.
  const scale = 1 / Math.max(0.1, ...channels.map(channel => loudest(channel)));
  player.querySelectorAll('[data-wave]').forEach((wave, lane) => {
    const count = Math.max(12, Math.round(wave.getBoundingClientRect().width / pixelsPerBar));
    wave.setAttribute('viewBox', `0 0 ${count} 40`);
    for (const path of wave.querySelectorAll('path')) path.setAttribute('d', bars(thin(channels[lane] ?? [0], count), scale));
  });
  player.dataset.drawn = '';
};

const bytesOf = player => player.dataset.seconds * player.querySelectorAll('[data-wave]').length * bytesPerSecond;

/** Draws it if it is known or light enough; what is heavier only once somebody plays it. */
export const drawWaves = (player, isPlayed) => {
  const { player: id, src } = player.dataset;
  const most = isPlayed ? tooHeavy : navigator.connection?.saveData ? 0 : lightEnough;
  if (!shapes.has(id) && bytesOf(player) <= most) shapes.set(id, listen(src));
  // What cannot be fetched is told when it is played.
  shapes.get(id)?.then(channels => draw(player, channels)).catch(() => shapes.delete(id));
};
