package io.keyfold.session.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.testing.MovableClock;
import io.keyfold.session.rpc.RawJson;
import io.keyfold.session.testing.Fixtures;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ClientTableTest {

  private static final TenantId OTHER = new TenantId("tnt_two");

  private final ClientTable<String> table = new ClientTable<>(8, new MovableClock(Fixtures.AT));

  @Test
  void aTenantAtItsShareLeavesTheRestToOthers() {
    ClientTable.Lease<String> first = lease(Fixtures.TENANT, "spr_1");
    lease(Fixtures.TENANT, "spr_2");

    assertThat(acquire(Fixtures.TENANT, "spr_3", 1)).isInstanceOf(ClientTable.TenantLimit.class);
    assertThat(acquire(OTHER, "spr_4", 1)).isInstanceOf(ClientTable.Lease.class);

    table.release(first, false);
    assertThat(acquire(Fixtures.TENANT, "spr_3", 1)).isInstanceOf(ClientTable.Lease.class);
    // The connection of spr_1 still exists but is not in use.
    assertThat(acquire(Fixtures.TENANT, "spr_1", 1)).isInstanceOf(ClientTable.TenantLimit.class);
  }

  @Test
  void aConnectionInUseIsSharedAndReplacedEvenAtTheLimit() {
    lease(Fixtures.TENANT, "spr_1");
    lease(Fixtures.TENANT, "spr_2");

    assertThat(acquire(Fixtures.TENANT, "spr_2", 1)).isInstanceOf(ClientTable.Lease.class);
    assertThat(acquire(Fixtures.TENANT, "spr_2", 2)).isInstanceOf(ClientTable.Lease.class);
  }

  @Test
  void aTableIsFullUntilAConnectionIsReleased() {
    for (int tenant = 0; tenant < 4; tenant++) {
      lease(new TenantId("tnt_" + tenant), "spr_a" + tenant);
    }
    List<ClientTable.Lease<String>> more = IntStream.range(0, 4)
      .mapToObj(tenant -> lease(new TenantId("tnt_" + tenant), "spr_b" + tenant))
      .toList();
    assertThat(acquire(OTHER, "spr_1", 1)).isInstanceOf(ClientTable.Full.class);

    table.release(more.getFirst(), false);
    assertThat(lease(OTHER, "spr_1").displaced()).containsExactly("spr_b0");
  }

  @Test
  void theSmallestTableServesOneConnectionPerTenant() {
    ClientTable<String> smallest = new ClientTable<>(1, new MovableClock(Fixtures.AT));
    assertThat(smallest.acquire(key(OTHER, "spr_1", 1), () -> "one")).isInstanceOf(ClientTable.Lease.class);
  }

  private ClientTable.Lease<String> lease(TenantId tenant, String sessionProvider) {
    return (ClientTable.Lease<String>) acquire(tenant, sessionProvider, 1);
  }

  private ClientTable.Acquired<String> acquire(TenantId tenant, String sessionProvider, long version) {
    return table.acquire(key(tenant, sessionProvider, version), () -> sessionProvider);
  }

  private static ClientTable.ClientKey key(TenantId tenant, String sessionProvider, long version) {
    return new ClientTable.ClientKey(
      tenant,
      sessionProvider,
      true,
      RawJson.EMPTY_OBJECT,
      "pac_1",
      version,
      "https://example.com/mcp"
    );
  }
}
