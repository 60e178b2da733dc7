/*
 * Four short sounds, made by an oscillator: no file to load, no decoder to hang. Nothing ever
 * waits for a sound, and a machine without audio just stays silent; the flash listeners are
 * the visual twin.
 */
export type SoundRole = "ok" | "error" | "attention" | "done";

interface Tone {
  readonly hertz: number;
  readonly startMs: number;
  readonly lengthMs: number;
  readonly wave: OscillatorType;
}

const TONES: Readonly<Record<SoundRole, readonly Tone[]>> = {
  ok: [{ hertz: 1760, startMs: 0, lengthMs: 60, wave: "sine" }],
  error: [
    { hertz: 196, startMs: 0, lengthMs: 140, wave: "square" },
    { hertz: 165, startMs: 180, lengthMs: 200, wave: "square" },
  ],
  attention: [
    { hertz: 880, startMs: 0, lengthMs: 90, wave: "triangle" },
    { hertz: 880, startMs: 150, lengthMs: 90, wave: "triangle" },
  ],
  done: [
    { hertz: 988, startMs: 0, lengthMs: 80, wave: "sine" },
    { hertz: 1319, startMs: 90, lengthMs: 140, wave: "sine" },
  ],
};

type FlashListener = (role: SoundRole) => void;

const listeners = new Set<FlashListener>();
let volume = 0.6;
let audio: AudioContext | undefined;

/** Sets the loudness, 0 (silent) to 1. */
export function setSoundVolume(level: number): void {
  volume = Math.min(1, Math.max(0, level));
}

/** Hears of every sound, to show it as well; call the result to stop. */
export function onSound(listener: FlashListener): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

/** Starts a sound and returns at once. */
export function playSound(role: SoundRole): void {
  for (const listener of listeners) {
    listener(role);
  }
  if (volume === 0) {
    return;
  }
  try {
    for (const tone of TONES[role]) {
      sound(tone);
    }
  } catch {
    // No audio device or a refusing web view: the flash has said it already.
  }
}

function sound(tone: Tone): void {
  audio ??= new AudioContext();
  if (audio.state === "suspended") {
    audio.resume().catch(() => undefined);
  }
  const start = audio.currentTime + tone.startMs / 1000;
  const end = start + tone.lengthMs / 1000;
  const oscillator = audio.createOscillator();
  const gain = audio.createGain();
  oscillator.type = tone.wave;
  oscillator.frequency.value = tone.hertz;
  // Square waves carry more energy; the fade at both ends keeps the speaker from clicking.
  const loudness = volume * (tone.wave === "square" ? 0.15 : 0.4);
  gain.gain.setValueAtTime(0, start);
  gain.gain.linearRampToValueAtTime(loudness, start + 0.005);
  gain.gain.setValueAtTime(loudness, end - 0.015);
  gain.gain.linearRampToValueAtTime(0, end);
  oscillator.connect(gain).connect(audio.destination);
  oscillator.start(start);
  oscillator.stop(end);
}
