package io.keyfold.ledger.storage;

import io.keyfold.ledger.testing.S3Mock;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

class S3StorageIT extends WriteOnceStorageContract {

  private static S3Mock mock;

  private WriteOnceStorage storage;

  @BeforeAll
  static void start() throws Exception {
    mock = S3Mock.start();
  }

  @AfterAll
  static void stop() throws Exception {
    mock.close();
  }

  @BeforeEach
  void open() {
    storage = mock.newStorage();
  }

  @AfterEach
  void close() {
    storage.close();
  }

  @Override
  WriteOnceStorage storage() {
    return storage;
  }
}
