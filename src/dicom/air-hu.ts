/** CT value of air, for places that a CT does not reach. */
export const airHu = -1024;
