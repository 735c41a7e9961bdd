const HEARTBEAT_MS = 15_000;

/** Runs one step of the preparation, saying what goes on and how long it took. */
export async function step(title, work) {
  const startedAt = Date.now();
  const seconds = () => ((Date.now() - startedAt) / 1000).toFixed(1);
  console.log(`… ${title}`);
  const heartbeat = setInterval(
    () => console.log(`  仍在${title}，已 ${Math.round(Number(seconds()))} 秒`),
    HEARTBEAT_MS,
  );
  try {
    const result = await work();
    console.log(`✓ ${title}（${seconds()} 秒）`);
    return result;
  } catch (error) {
    console.log(`✗ ${title}（${seconds()} 秒）`);
    throw error;
  } finally {
    clearInterval(heartbeat);
  }
}
