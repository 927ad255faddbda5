@NullMarked
package io.keyfold.session.audit;

import org.jspecify.annotations.NullMarked;
