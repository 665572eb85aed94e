/** Nobody. */
export const patient = {
  PatientName: 'Phantom^Synthetic',
  PatientID: 'AUTOPET-EXAMPLE',
  PatientBirthDate: '19700101',
  PatientSex: 'O',
  PatientAge: '054Y',
  PatientSize: '1.75',
  PatientWeight: '75',
  PatientIdentityRemoved: 'YES',
  DeidentificationMethod: 'Synthetic, of no patient',
};

export const day = '20240305';

/** Of FDG, an hour before the scan. */
export const injection = { time: '100000', megabecquerel: 300, halfLifeSeconds: 6586.2 };

export const scan = { time: '110000', secondsAfterInjection: 3600 };
