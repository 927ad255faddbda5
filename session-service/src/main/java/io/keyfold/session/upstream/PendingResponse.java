package io.keyfold.session.upstream;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * The answer to one request that is awaited. The SDK's transport takes a request for sent once the headers of its answer are
 * in; a body that breaks or ends without the answer would leave the request waiting until its time is over. Whoever reads
 * the body tells it here.
 */
final class PendingResponse {

  private final AtomicBoolean settled = new AtomicBoolean();
  private final Consumer<ProviderFailure> onFailure;

  PendingResponse(Consumer<ProviderFailure> onFailure) {
    this.onFailure = onFailure;
  }

  /** The answer is in. */
  void answered() {
    settled.set(true);
  }

  /** The answer will not come. Without effect if it is in. */
  void failed(ProviderFailure failure) {
    if (settled.compareAndSet(false, true)) {
      onFailure.accept(failure);
    }
  }
}
