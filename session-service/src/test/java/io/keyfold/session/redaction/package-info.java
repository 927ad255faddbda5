@NullMarked
package io.keyfold.session.redaction;

import org.jspecify.annotations.NullMarked;
