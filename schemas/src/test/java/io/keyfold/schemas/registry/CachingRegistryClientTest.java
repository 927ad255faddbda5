package io.keyfold.schemas.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import io.keyfold.schemas.error.UnknownSchemaIdException;
import org.junit.jupiter.api.Test;

class CachingRegistryClientTest {

  private final RegistryClient registry = mock(RegistryClient.class);
  private final CachingRegistryClient caching = new CachingRegistryClient(registry, 2);

  @Test
  void immutableResultsAreCached() {
    when(registry.schemaById(1)).thenReturn(RegistryClientContract.V1);

    caching.schemaById(1);
    caching.schemaById(1);

    verify(registry, times(1)).schemaById(1);
  }

  @Test
  void theLatestVersionIsNotCached() {
    caching.latest("s");
    caching.latest("s");

    verify(registry, times(2)).latest("s");
  }

  @Test
  void failuresAreNotCached() {
    when(registry.schemaById(1)).thenThrow(new UnknownSchemaIdException(1, "r")).thenReturn(RegistryClientContract.V1);

    assertThatThrownBy(() -> caching.schemaById(1)).isInstanceOf(UnknownSchemaIdException.class);
    assertThat(caching.schemaById(1)).isEqualTo(RegistryClientContract.V1);
  }

  @Test
  void aRegisteredSchemaIsCachedById() {
    when(registry.register("s", RegistryClientContract.V1)).thenReturn(7);
    caching.register("s", RegistryClientContract.V1);

    assertThat(caching.schemaById(7)).isEqualTo(RegistryClientContract.V1);
    verify(registry, never()).schemaById(7);
  }

  @Test
  void theCacheIsBounded() {
    for (int id = 1; id <= 50; id++) {
      when(registry.schemaById(id)).thenReturn(RegistryClientContract.V1);
      caching.schemaById(id);
    }

    assertThat(caching.size()).isEqualTo(2);
    assertThat(caching.limit()).isEqualTo(8);
  }
}
