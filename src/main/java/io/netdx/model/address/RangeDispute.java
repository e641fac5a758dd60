package io.netdx.model.address;

import java.util.List;

/**
 * Places that state different ranges for the same use and family, none of them inside another.
 *
 * @param statements one for each different range, sorted as text
 */
public record RangeDispute(AddressRange.Use use, List<AddressRange> statements) {
}
