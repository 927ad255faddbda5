package io.keyfold.ledger.prices;

/**
 * A tier of a price, in requests and responses.
 *
 * @param upTo quantity of a month up to which the tier applies, as a decimal number in text
 * @param unitPrice price of one unit of an operation that succeeded
 */
record TierBody(String upTo, String unitPrice) {}
