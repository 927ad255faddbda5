@NullMarked
package io.keyfold.ledger.audit;

import org.jspecify.annotations.NullMarked;
