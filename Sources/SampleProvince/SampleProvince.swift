// SampleProvince
