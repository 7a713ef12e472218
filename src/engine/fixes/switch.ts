/** Whether fixes are held to what their rules declare; only tests that show why turn it off. */
export const checker = { isOn: true };
