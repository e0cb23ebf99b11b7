// The module that a bundle puts in its place.
declare module 'device' {
  export const open: import('../device/device').Open;
}
