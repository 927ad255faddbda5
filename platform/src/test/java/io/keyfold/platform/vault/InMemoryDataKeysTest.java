package io.keyfold.platform.vault;

import io.keyfold.platform.testing.DataKeysContract;
import io.keyfold.platform.testing.InMemoryDataKeys;

class InMemoryDataKeysTest extends DataKeysContract {

  private final InMemoryDataKeys keys = new InMemoryDataKeys();

  @Override
  protected DataKeys keys() {
    return keys;
  }
}
