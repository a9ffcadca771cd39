/** What is wrong with the icons: what Teams asks of their pixels. */
import { PNG } from 'pngjs';
import { ACCENT } from './manifest.js';

/** The sides of the squares, in pixels. */
export const iconSizes = { color: 192, outline: 32 } as const;
export type IconName = keyof typeof iconSizes;
export type Icons = Readonly<Record<IconName, Uint8Array>>;

/** What Teams never cuts off the colour icon: a square of this side in its middle. */
const SAFE_AREA = 120;

interface Pixel {
  readonly x: number;
  readonly y: number;
  /** As `#RRGGBB`. */
  readonly colour: string;
  /** From 0, transparent, to 255. */
  readonly alpha: number;
}

/** Every fault as a sentence. */
export function faultsOfIcons(icons: Icons): readonly string[] {
  return [...faultsOf('color', icons, faultsOfColor), ...faultsOf('outline', icons, faultsOfOutline)];
}

function faultsOf(name: IconName, icons: Icons, look: (pixels: readonly Pixel[]) => string[]): string[] {
  const side = iconSizes[name];
  let picture: PNG;
  try {
    picture = PNG.sync.read(Buffer.from(icons[name]));
  } catch {
    return [`${name}.png is not a PNG picture.`];
  }
  if (picture.width !== side || picture.height !== side) {
    return [`${name}.png is ${picture.width} by ${picture.height} pixels. Teams wants ${side} by ${side}.`];
  }
  return look(pixelsOf(picture)).map((fault) => `${name}.png ${fault}`);
}

/** A full square, so that Teams can cut it to the shape that each place needs. */
function faultsOfColor(pixels: readonly Pixel[]): string[] {
  const margin = (iconSizes.color - SAFE_AREA) / 2;
  const isSafe = (place: number): boolean => place >= margin && place < margin + SAFE_AREA;
  const outside = pixels.filter(({ x, y }) => !isSafe(x) || !isSafe(y));
  return [
    ...(pixels.some(({ alpha }) => alpha < 255) ? ['is transparent in places. Fill the whole square.'] : []),
    ...(outside.some(({ colour }) => colour !== ACCENT)
      ? [`shows more than its background, ${ACCENT}, outside the middle ${SAFE_AREA} pixels.`]
      : []),
  ];
}

/** White lines on nothing: Teams gives them the colour of the bar they stand on. */
function faultsOfOutline(pixels: readonly Pixel[]): string[] {
  const drawn = pixels.filter(({ alpha }) => alpha > 0);
  return [
    ...(drawn.length === 0 ? ['is empty.'] : []),
    ...(drawn.length > pixels.length / 2 ? ['has no transparent background.'] : []),
    ...(drawn.some(({ colour }) => colour !== '#FFFFFF') ? ['has a colour other than white.'] : []),
  ];
}

function pixelsOf({ width, height, data }: PNG): readonly Pixel[] {
  return Array.from({ length: width * height }, (_, index) => ({
    x: index % width,
    y: Math.floor(index / width),
    colour: `#${data.toString('hex', index * 4, index * 4 + 3).toUpperCase()}`,
    alpha: data[index * 4 + 3] ?? 0,
  }));
}
