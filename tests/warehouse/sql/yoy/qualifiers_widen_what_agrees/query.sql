FROM yoy('5G基站');
