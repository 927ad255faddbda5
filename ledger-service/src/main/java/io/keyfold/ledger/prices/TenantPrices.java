package io.keyfold.ledger.prices;

import io.keyfold.ledger.rates.TenantRates;
import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.id.Sha256;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.Scan;
import io.keyfold.platform.log.State;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * The price lists that apply to a tenant: its contracts, and the operator's list prices.
 *
 * @param tenant the tenant
 * @param lists heads of the lists, also of archived ones
 * @param view the view of price lists
 */
public record TenantPrices(TenantId tenant, List<PriceList> lists, State view) {
  /** Maximum number of prices that can apply in one query. */
  static final int MAX = 5_000;

  /** After everything that is recorded. */
  private static final Instant NEVER = Instant.parse("9999-12-31T00:00:00Z");

  /** {@return the price lists as they are now} Reads from disk. */
  public static TenantPrices read(TenantId tenant, State view) {
    List<PriceList> lists = new ArrayList<>();
    for (TenantId owner : List.of(tenant, TenantId.PLATFORM)) {
      view.scan(Scan.all(owner, PriceList.KIND), (id, list) -> lists.add(list));
    }
    return new TenantPrices(tenant, lists, view);
  }

  /** {@return a positive number that changes with every change of a list and every new exchange rate, equal on all
   * instances} */
  public long fingerprint() {
    StringBuilder text = new StringBuilder();
    lists.forEach(list -> text.append(list.id()).append(' ').append(list.version()).append('\n'));
    text.append(TenantRates.count(tenant, view)).append('\n');
    byte[] digest = Sha256.of(text.toString().getBytes(StandardCharsets.UTF_8));
    return (ByteBuffer.wrap(digest).getInt() & 0xffff_ffffL) | 1;
  }

  /** {@return the number of changes of the lists and of exchange rates so far; it never decreases} */
  public long changes() {
    return lists.stream().mapToLong(PriceList::version).sum() + TenantRates.count(tenant, view);
  }

  /**
   * {@return the prices that apply at some time in the range} Reads from disk.
   *
   * @param providers only prices of these; of all if empty
   * @throws ApiException {@code bad_request} if they are too many
   */
  public List<PriceInterval> within(Instant from, Instant to, Collection<?> providers) {
    List<PriceInterval> found = new ArrayList<>();
    for (PriceList list : lists) {
      Instant archived = list.archivedAt();
      Instant listEnd = archived == null ? NEVER : archived;
      if (listEnd.isAfter(from)) {
        within(list, listEnd, new Range(from, to), providers, found);
      }
    }
    return found;
  }

  private record Range(Instant from, Instant to) {
    boolean overlaps(Instant start, Instant end) {
      return start.isBefore(end) && start.isBefore(to) && end.isAfter(from);
    }
  }

  /** Versions in the order in which they take effect; of those of the same time, the last one counts. */
  private void within(
    PriceList list,
    Instant listEnd,
    Range range,
    Collection<?> providers,
    List<PriceInterval> found
  ) {
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < list.effectiveFrom().size(); i++) {
      order.add(i);
    }
    // Stable, so equal times stay in the order of the numbers.
    order.sort(Comparator.comparing(list.effectiveFrom()::get));
    for (int i = 0; i < order.size(); i++) {
      Instant start = list.effectiveFrom().get(order.get(i));
      Instant next = i + 1 < order.size() ? list.effectiveFrom().get(order.get(i + 1)) : NEVER;
      Instant end = next.isBefore(listEnd) ? next : listEnd;
      if (range.overlaps(start, end)) {
        PriceListVersion version = version(list, order.get(i) + 1L);
        add(list, version, end, providers, found);
      }
    }
  }

  private static void add(
    PriceList list,
    PriceListVersion version,
    Instant end,
    Collection<?> providers,
    List<PriceInterval> found
  ) {
    for (Price price : version.prices()) {
      if (providers.isEmpty() || providers.contains(price.providerId())) {
        if (found.size() == MAX) {
          throw tooMany();
        }
        found.add(
          new PriceInterval(
            list.kind(),
            list.id(),
            version.number(),
            version.currency(),
            price,
            version.effectiveFrom(),
            end
          )
        );
      }
    }
  }

  private PriceListVersion version(PriceList list, long number) {
    TenantId owner = list.kind() == PriceKind.LIST ? TenantId.PLATFORM : tenant;
    // The fold stores a version before the list that names it.
    return view.find(PriceListVersion.key(owner, list.id(), number)).orElseThrow();
  }

  /** {@return the error of a query in which too many prices apply} */
  public static ApiException tooMany() {
    return ApiException.of(
      ErrorCode.BAD_REQUEST,
      "More than " + MAX + " prices apply",
      "Name providers in provider_id, or query a shorter time range"
    );
  }
}
