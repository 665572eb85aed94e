import { interpolateStations, loft, type Station } from '../solid/loft.js';

/** Cuts of the trunk without skin and fat, from the thighs to the base of the neck. */
const stations: readonly Station[] = [
  [-95, 0, 4, 112, 50],
  [-40, 0, 3, 150, 86],
  [0, 0, 2, 162, 102],
  [50, 0, 2, 164, 108],
  [110, 0, 0, 154, 104],
  [180, 0, -4, 143, 98],
  [235, 0, -4, 134, 97],
  [300, 0, -2, 140, 104],
  [380, 0, 0, 150, 110],
  [450, 0, 2, 154, 108],
  [510, 0, 6, 156, 97],
  [545, 0, 10, 150, 82],
  [570, 0, 14, 116, 66],
  [588, 0, 18, 66, 50],
  [598, 0, 20, 34, 30],
];

/** The trunk in the standard patient: muscle, bones and all they enclose. */
export const trunk = loft(stations);

/** The trunk's horizontal cut at height z, mm. */
export const trunkSection = interpolateStations(stations);
